/** @type {import('jest').Config} */
export default {
  extensionsToTreatAsEsm: ['.ts'],
  transform: {'^.+\\.ts$': ['@swc/jest', {jsc: {target: 'es2023', parser: {syntax: 'typescript'}}}]},
  testEnvironment: 'node',
  testMatch: ['<rootDir>/test/**/*.test.ts'],
  testPathIgnorePatterns: ['/node_modules/', '<rootDir>/test/vm/'],
  modulePathIgnorePatterns: ['<rootDir>/dist', '<rootDir>/.lab'],
  setupFiles: ['<rootDir>/test/setup.ts'],
  // End-to-end tests share one kernel's tracing and one dpkg: they take turns.
  maxWorkers: 1,
  // Milliseconds. What is done for real, such as a build, takes one second, or many on a machine that does other things as well.
  testTimeout: 120_000,
};
