import {spawnSync} from 'node:child_process';
import {writeFileSync} from 'node:fs';
import path from 'node:path';
import {find} from './needs.ts';

/** Compilers of vmlinux.h: for BPF, and the one of this machine, which lays types out by its own rules. */
export const compilers = [
  ['clang', '-target', 'bpf', '-g', '-O2'],
  ['gcc', '-Wno-unknown-pragmas'],
] as const;

/** Compiles a header together with what C is asked to assert of it; resolves to what the compiler says, which is nothing for good ones. */
export const compileHeader = (
  folder: string,
  header: Uint8Array,
  assertions: readonly string[],
  [name, ...options]: (typeof compilers)[number],
): string => {
  writeFileSync(path.join(folder, 'vmlinux.h'), header);
  writeFileSync(path.join(folder, 'asserted.c'), `#include "vmlinux.h"\n${assertions.join('\n')}\n`);
  const compiler = find(name) ?? find(`${name}-14`) ?? name;
  const output = path.join(folder, `asserted-${name}.o`);
  const {stdout, stderr, status} = spawnSync(
    compiler,
    [...options, '-Wall', '-Werror', '-c', 'asserted.c', '-o', output],
    {cwd: folder, encoding: 'utf8'},
  );
  return `${stdout}${stderr}${status === 0 ? '' : `exit code ${status}`}`.slice(0, 2000);
};
