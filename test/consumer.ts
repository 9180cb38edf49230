import {spawnSync} from 'node:child_process';
import {find} from './lab/needs.ts';

/** Runs a program on a text; everything that it said. */
export const feed = (program: string, args: readonly string[], input: string): {code: number | null; said: string} => {
  const {status, stdout, stderr} = spawnSync(find(program) ?? program, args, {input, encoding: 'utf8'});
  return {code: status, said: stdout + stderr};
};
