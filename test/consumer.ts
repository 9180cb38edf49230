import {spawnSync} from 'node:child_process';
import {existsSync} from 'node:fs';
import path from 'node:path';

/** Where programs are: what test/lab/ unpacks without installing it comes first. */
const folders = [path.join(import.meta.dirname, '../.lab/usr/bin'), '/usr/local/bin', '/usr/bin', '/bin', '/usr/sbin'];

const find = (program: string): string | undefined =>
  folders.map((folder) => path.join(folder, program)).find((file) => existsSync(file));

/** What to say where a program that reads our output is missing; undefined where it is there. */
export const lacking = (program: string): string | undefined =>
  find(program) ? undefined : `${program} is missing: sh test/lab/install.sh`;

/** Runs a program on a text; everything that it said. */
export const feed = (program: string, args: readonly string[], input: string): {code: number | null; said: string} => {
  const {status, stdout, stderr} = spawnSync(find(program) ?? program, args, {input, encoding: 'utf8'});
  return {code: status, said: stdout + stderr};
};
