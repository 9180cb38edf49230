import {spawnSync} from 'node:child_process';
import {mkdtempSync, readFileSync, rmSync} from 'node:fs';
import {tmpdir} from 'node:os';
import path from 'node:path';
import {find, lacking} from '../lab/needs.ts';

/** Why no object can be compiled. */
export const clangLacking = lacking('clang-14');

/** Compiles a C file beside this one for BPF; the object as bytes. */
export const compile = (file: string, ...options: readonly string[]): Buffer => {
  const folder = mkdtempSync(path.join(tmpdir(), 'ebpf-object-'));
  const object = path.join(folder, 'object.o');
  const source = path.join(import.meta.dirname, file);
  const target = options.includes('-target') ? [] : ['-target', 'bpf'];
  const {status, stderr} = spawnSync(
    find('clang-14') ?? 'clang-14',
    [
      ...target,
      '-mcpu=v3',
      '-g',
      '-O2',
      '-Wno-incompatible-library-redeclaration',
      ...options,
      '-c',
      source,
      '-o',
      object,
    ],
    {encoding: 'utf8'},
  );
  try {
    if (status !== 0) throw new Error(stderr);
    return readFileSync(object);
  } finally {
    rmSync(folder, {recursive: true});
  }
};

/** The names of what a C file defines with PROGRAM(name). */
export const programsOfSource = (file: string): string[] =>
  [...readFileSync(path.join(import.meta.dirname, file), 'utf8').matchAll(/^PROGRAM\((\w+)\)/gm)].map(
    ([, name = '']) => name,
  );
