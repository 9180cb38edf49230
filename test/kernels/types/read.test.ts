import {spawnSync} from 'node:child_process';
import {mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync} from 'node:fs';
import {tmpdir} from 'node:os';
import path from 'node:path';
import {gzipSync} from 'node:zlib';
import {expect} from '@jest/globals';
import {localHost} from '../../../src/hosts/local.ts';
import {readTypes} from '../../../src/kernels/types/read.ts';
import {kinds} from '../../../src/programs/btf/kinds.ts';
import {writeHeader} from '../../../src/programs/header/header.ts';
import {describeWith, lacking} from '../../lab/needs.ts';
import {int, makeBtf, pointer, struct} from '../../programs/btf/make.ts';

const run = (command: string, args: readonly string[], cwd: string): void => {
  const {status, stderr, error} = spawnSync(command, args, {cwd, encoding: 'utf8'});
  if (error || status !== 0) throw error ?? new Error(`${command}: ${stderr}`);
};

describeWith(lacking('gcc', 'objcopy', 'dpkg-deb', 'xz'))('types of a kernel (made up) in each form', () => {
  const folder = mkdtempSync(path.join(tmpdir(), 'ebpf-forms-'));
  const at = (name: string): string => path.join(folder, name);
  const types = [int(), struct('own', 4, [['x', 1, 0]])];
  beforeAll(() => {
    writeFileSync(at('raw.btf'), makeBtf(types));
    writeFileSync(at('big.btf'), makeBtf(types, {bigEndian: true}));
    const stringsBefore = '\0int\0own\0x\0'.length;
    writeFileSync(at('split.btf'), makeBtf([pointer(2), struct('of_module', 8, [['owner', 3, 0]])], {stringsBefore}));
    writeFileSync(at('modinfo'), 'license=GPL\0vermagic=9.9.9-made-up SMP\0');
    writeFileSync(at('empty.c'), 'int nothing;\n');
    run('gcc', ['-c', '-o', 'none.ko', 'empty.c'], folder);
    run('objcopy', ['--add-section', '.BTF=raw.btf', 'none.ko', 'vmlinux'], folder);
    run(
      'objcopy',
      ['--add-section', '.BTF=split.btf', '--add-section', '.modinfo=modinfo', 'none.ko', 'module.ko'],
      folder,
    );
    run('xz', ['--keep', 'module.ko'], folder);
    for (const [name, file, bytes] of [
      ['with', 'boot/vmlinuz-9.9.9', gzipSync(readFileSync(at('vmlinux')))],
      ['without', 'usr/share/doc/nothing', Buffer.from('nothing')],
    ] as const) {
      mkdirSync(path.dirname(path.join(folder, name, file)), {recursive: true});
      mkdirSync(path.join(folder, name, 'DEBIAN'));
      writeFileSync(path.join(folder, name, file), bytes);
      const control = `Package: ${name}\nVersion: 1\nArchitecture: all\nMaintainer: nobody\nDescription: made up\n`;
      writeFileSync(path.join(folder, name, 'DEBIAN/control'), control);
      run('dpkg-deb', ['--build', name, `${name}.deb`], folder);
    }
  });
  afterAll(() => rmSync(folder, {recursive: true}));
  const read = (name: string, base?: string) => readTypes(localHost(), {from: at(name), ...(base && {base: at(base)})});

  test.each([['raw.btf'], ['big.btf'], ['vmlinux'], ['with.deb']])('%s', async (name) => {
    const btf = await read(name);
    expect(btf.named('own', kinds.struct)).toEqual([2]);
    expect(writeHeader(btf).toString()).toContain('struct own {');
  });

  test.each([['module.ko'], ['module.ko.xz']])('%s on the kernel that it is for', async (name) => {
    const btf = await read(name, 'vmlinux');
    expect([btf.base?.named('own', kinds.struct), btf.named('of_module', kinds.struct)]).toEqual([[2], [4]]);
    expect(writeHeader(btf).toString()).toContain('struct of_module {');
  });

  test.each([
    ['module.ko', 'This module is for the kernel 9.9.9-made-up'],
    ['none.ko', 'This file has no section .BTF'],
    ['without.deb', 'This package holds no kernel'],
    ['empty.c', 'not a kernel in a form that is known here'],
  ])('%s alone is refused: %s', async (name, words) => {
    await expect(read(name)).rejects.toMatchObject({
      name: 'Failure',
      exitCode: 2,
      message: expect.stringContaining(words),
    });
  });
});
