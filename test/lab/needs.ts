import {existsSync} from 'node:fs';
import path from 'node:path';

/** Where programs are: what the lab unpacks without installing it comes first. */
const folders = [
  path.join(import.meta.dirname, '../../.lab/usr/bin'),
  '/usr/local/bin',
  '/usr/bin',
  '/bin',
  '/usr/sbin',
  '/sbin',
];

/** The path of a program; undefined where it is missing. */
export const find = (program: string): string | undefined =>
  folders.map((folder) => path.join(folder, program)).find((file) => existsSync(file));

/** Why tests that need these programs can't run; undefined where all are there. */
export const lacking = (...programs: readonly string[]): string | undefined => {
  const missing = programs.filter((program) => !find(program));
  return missing.length > 0 ? `${missing.join(', ')} missing: sh test/lab/install.sh` : undefined;
};

/** Why tests that mount, load BPF programs or change who they are can't run; undefined for root. */
export const notRoot = process.getuid?.() === 0 ? undefined : 'not root';

/** Why tests can't run, if they can't. */
type Obstacle = string | false | undefined;

/**
 * `describe`, or what stands in its place where the tests can't run: a skip whose title says why. What is `missing` CI has, so that it
 * is a failure there; what is `unfit` no installation changes (another architecture, minutes that nobody asked for): a skip anywhere.
 */
export const describeWith =
  (missing: Obstacle, unfit?: Obstacle) =>
  (title: string, tests: () => void): void => {
    if (unfit) describe.skip(skipped(title, unfit), nothing);
    else if (!missing) describe(title, tests);
    else if (process.env.CI) failing(title, missing);
    else describe.skip(skipped(title, missing), nothing);
  };

/** In place of tests whose preparations would need what is missing. */
const nothing = (): void => test('', () => {});

/** `test`, or what stands in its place, as with {@link describeWith}. */
export const testWith =
  (missing: Obstacle, unfit?: Obstacle) =>
  (title: string, body: jest.ProvidesCallback, timeout?: number): void => {
    if (unfit) test.skip(skipped(title, unfit), body, timeout);
    else if (!missing) test(title, body, timeout);
    else if (process.env.CI) failing(title, missing);
    else test.skip(skipped(title, missing), body, timeout);
  };

const skipped = (title: string, why: string): string => `${title} (skipped: ${why})`;

const failing = (title: string, missing: string): void =>
  test(title, () => {
    throw new Error(missing);
  });
