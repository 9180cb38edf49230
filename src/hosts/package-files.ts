import {existsSync, readFileSync} from 'node:fs';
import {createRequire} from 'node:module';
import path from 'node:path';
import {fileURLToPath} from 'node:url';
import {exitCodes, Failure} from './failure.ts';

/** Where this package is installed: the nearest folder above this file that has `scripts/probe.sh` (bundled code lies flatter than the source). */
const packageRoot = (): string => {
  let folder = path.dirname(fileURLToPath(import.meta.url));
  while (!existsSync(path.join(folder, 'scripts', 'probe.sh'))) {
    if (folder === path.dirname(folder))
      throw new Failure({
        what: 'This ebpf is not whole: its scripts/probe.sh is missing.',
        why: 'It was copied in part, or files of it were removed.',
        todo: 'Install it again.',
        exitCode: exitCodes.unknown,
      });
    folder = path.dirname(folder);
  }
  return folder;
};

const texts = new Map<string, string>();

/** Reads a text file that ships with the package, such as `scripts/probe.sh`; once, for however many hosts. */
export const packageFile = (name: string): string => {
  const text = texts.get(name) ?? readFileSync(path.join(packageRoot(), name), 'utf8');
  texts.set(name, text);
  return text;
};

/** Reads a file of bytes that the build has made beside the bundle. */
export const packageBytes = (name: string): Buffer => readFileSync(path.join(packageRoot(), name));

/** Loads a module that the build has made beside the bundle, such as `dist/validators/facts-1.js`. */
export const packageModule = <T>(name: string): T =>
  createRequire(import.meta.url)(path.join(packageRoot(), name)) as T;
