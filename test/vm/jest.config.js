import {shared} from '../../jest.config.js';

/** @type {import('jest').Config} */
export default {
  ...shared,
  rootDir: '../..',
  testMatch: ['<rootDir>/test/vm/**/*.test.ts'],
  testPathIgnorePatterns: ['/node_modules/', '/.lab/'],
  // Each machine takes both cores.
  maxWorkers: 1,
  // Milliseconds: emulated machines, on a host that may be busy.
  testTimeout: 1_800_000,
};
