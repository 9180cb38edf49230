import base from '../../jest.config.js';

/** @type {import('jest').Config} */
export default {
  ...base,
  rootDir: '../..',
  testMatch: ['<rootDir>/test/vm/**/*.test.ts'],
  testPathIgnorePatterns: ['/node_modules/', '/.lab/'],
  // Milliseconds: emulated machines, on a host that may be busy.
  testTimeout: 1_800_000,
};
