import {spawnSync} from 'node:child_process';
import {mkdtempSync, readFileSync, rmSync} from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import {expect, test} from '@jest/globals';
import {lacking, testWith} from '../lab/needs.ts';
import {root} from './prober.ts';

const read = (directory: string, arch: string) => readFileSync(path.join(directory, `attach-${arch}.b64`), 'utf8');
const native = path.join(root, 'native');

testWith(lacking('clang-14', 'ld.lld-14'))('the committed probers are what the source gives, byte for byte', () => {
  const directory = mkdtempSync(path.join(os.tmpdir(), 'build-'));
  const {status, stderr} = spawnSync(path.join(native, 'build.sh'), [directory], {encoding: 'utf8'});
  expect({status, stderr}).toEqual({status: 0, stderr: ''});
  for (const arch of ['x86_64', 'aarch64']) expect(read(directory, arch)).toBe(read(native, arch));
  rmSync(directory, {recursive: true});
});

test('they are small enough to ride along', () => {
  for (const arch of ['x86_64', 'aarch64']) expect(read(native, arch).length).toBeLessThan(20_000);
});
