import base from '../../jest.config.js';

/** @type {import('jest').Config} */
export default {
  ...base,
  rootDir: '../..',
  testMatch: ['<rootDir>/test/vm/**/*.test.ts'],
  testPathIgnorePatterns: ['/node_modules/', '/.lab/'],
  // Emulated machines on a busy host; compiling three kernels is part of the first beforeAll.
  testTimeout: 3_600_000,
};
