import {readdirSync, readFileSync} from 'node:fs';
import path from 'node:path';

const root = import.meta.dirname;

/** What a test imports that starts programs, or stands on a machine that the lab made. */
const startsPrograms =
  /from '(?:execa|node:child_process|playwright-core|(?:[^']*\/)?(?:lab\/[^']+|run|machine|prober|local|almost-ready)\.ts)'/;

const tests = readdirSync(path.join(root, 'test'), {recursive: true})
  .filter((name) => name.endsWith('.test.ts') && !name.startsWith('vm/'))
  .map((name) => path.join(root, 'test', name));
const importing = (what) => tests.filter((file) => what.test(readFileSync(file, 'utf8')));
const alone = importing(/^import '(?:[^']*\/)?lab\/alone\.ts'/m);
const machine = importing(startsPrograms).filter((file) => !alone.includes(file));
const unit = tests.filter((file) => !machine.includes(file) && !alone.includes(file));

/** What all tiers share: test/vm/jest.config.js takes it too. */
export const shared = {
  extensionsToTreatAsEsm: ['.ts'],
  transform: {'^.+\\.ts$': ['@swc/jest', {jsc: {target: 'es2023', parser: {syntax: 'typescript'}}}]},
  testEnvironment: 'node',
  modulePathIgnorePatterns: ['<rootDir>/dist', '<rootDir>/artifacts', '<rootDir>/.lab'],
  setupFiles: ['<rootDir>/test/setup.ts'],
};

const onMachine = {...shared, globalSetup: '<rootDir>/test/lab/tracing.mjs'};

/**
 * `unit`: pure, on all cores. `machine`: programs run, with root's rights and this kernel's tracing, each test in folders, namespaces and
 * userlands of its own, so that two at once do not meet. `alone`: looks at what all others change too, so that these take turns.
 * A test belongs to the tier that its imports ask for; no list names it.
 * @type {import('jest').Config}
 */
export default {
  projects: [
    {...shared, displayName: 'unit', testMatch: unit},
    {...onMachine, displayName: 'machine', testMatch: machine},
    {...onMachine, displayName: 'alone', testMatch: alone},
  ],
  testSequencer: '<rootDir>/test/sequencer.mjs',
  reporters: ['default', ...(process.env.CI ? ['<rootDir>/test/durations.mjs'] : [])],
  // Milliseconds: ends what hangs. How long a thing takes is no test's matter: beside twenty others it takes twenty times as long.
  testTimeout: 900_000,
};
