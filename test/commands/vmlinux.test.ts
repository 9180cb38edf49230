import {existsSync} from 'node:fs';
import {mkdtemp, readFile, rm} from 'node:fs/promises';
import {tmpdir} from 'node:os';
import path from 'node:path';
import {execa} from 'execa';
import {describeWith, lacking} from '../lab/needs.ts';
import {ebpf} from './run.ts';

const noBtf = existsSync('/sys/kernel/btf/vmlinux') ? undefined : 'this kernel has no BTF';

describeWith(lacking('prlimit', 'sh'), noBtf)('ebpf vmlinux', () => {
  let folder = '';
  beforeAll(async () => {
    folder = await mkdtemp(path.join(tmpdir(), 'ebpf-vmlinux-'));
  });
  afterAll(() => rm(folder, {recursive: true, force: true}));

  const run = (...words: readonly string[]) => ebpf(['vmlinux', ...words], {cwd: folder});
  const content = (name: string) => readFile(path.join(folder, name), 'utf8');

  test('writes the same with and without its command, and leaves what is the same', async () => {
    const told = await run();
    const header = await content('vmlinux.h');
    expect(told).toEqual({stdout: `vmlinux.h: written, ${header.length} bytes`, stderr: '', exitCode: 0});
    const {stdout} = await run('--json', '--output', 'json.h');
    expect(JSON.parse(stdout)).toEqual({output: 'json.h', bytes: header.length, result: 'written'});
    expect(await content('json.h')).toBe(header);
    expect(await run('--output=json.h')).toMatchObject({stdout: `json.h: unchanged, ${header.length} bytes`});
    expect(`${(await run('-o', '-')).stdout}\n`).toBe(header);
  });

  test('says where it cannot write', async () => {
    const {stderr, exitCode} = await run('--output', 'none/vmlinux.h');
    expect(stderr).toContain('none/vmlinux.h could not be written');
    expect(exitCode).toBe(1);
    const full = await execa('sh', ['-c', 'exec "$@" >/dev/full', 'sh', ...command, '--output', '-'], {reject: false});
    expect(full.stderr).toMatch(/could not be written: .*no space left/);
    expect(full.exitCode).toBe(3);
  });

  test('goes on until its reader has seen enough', async () => {
    const {stdout, stderr} = await execa('sh', ['-c', '"$@" | head -1', 'sh', ...command, '--output', '-']);
    expect({stdout, stderr}).toEqual({stdout: '#ifndef __VMLINUX_H__', stderr: ''});
  });

  test('without enough addresses it says so, and what helps', async () => {
    const limited = ['--as=4000000000', ...command, '--output', '-'];
    const {stderr, exitCode} = await execa('prlimit', limited, {reject: false});
    expect(stderr).toMatch(/may not have as many addresses[\s\S]*NODE_OPTIONS=--disable-wasm-trap-handler/);
    expect(exitCode).toBe(3);
    const env = {NODE_OPTIONS: '--disable-wasm-trap-handler'};
    expect((await execa('prlimit', limited, {env})).stdout).toMatch(/^#ifndef __VMLINUX_H__/);
  });
});

const command = [process.execPath, path.join(import.meta.dirname, '../../bin/run.js'), 'vmlinux'];
