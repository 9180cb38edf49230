import {mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync} from 'node:fs';
import {tmpdir} from 'node:os';
import path from 'node:path';
import {gzipSync} from 'node:zlib';
import {expect} from '@jest/globals';
import {readBtf} from '../../src/programs/btf/btf.ts';
import {kinds} from '../../src/programs/btf/kinds.ts';
import {describeWith} from '../lab/needs.ts';
import {int, makeBtf, struct} from '../programs/btf/make.ts';
import {clangLacking, compile} from '../programs/compile.ts';
import {ebpf} from './run.ts';

const folder = mkdtempSync(path.join(tmpdir(), 'ebpf-inspect-'));
afterAll(() => rmSync(folder, {recursive: true}));

describeWith(clangLacking)('ebpf inspect', () => {
  const object = path.join(folder, 'sample.bpf.o');
  beforeAll(() => writeFileSync(object, compile('sample.bpf.c')));

  test('tells a person of programs, maps and what they read', async () => {
    const {stdout, exitCode} = await ebpf(['inspect', object]);
    expect(exitCode).toBe(0);
    for (const line of [
      '4 programs, 2 maps, licence Dual BSD/GPL, little-endian',
      'loads as   tracing (trace_fentry), at do_unlinkat',
      'helpers    bpf_map_lookup_elem, bpf_probe_read_kernel',
      'asks if    task_struct___old.state exists',
      'loads as   kprobe, at sample, only if the loader asks for it',
      'events: hash, u32 -> struct event, 64 entries, no_prealloc, pinned by name',
      'option CONFIG_SAMPLE: unsigned char, can be missing',
    ])
      expect(stdout).toContain(line);
  });

  test('--loader reads it as that loader does: what it refuses, and what is not modelled', async () => {
    const kernel = path.join(folder, 'vmlinux.btf');
    writeFileSync(kernel, makeBtf([int()]));
    const {stdout} = await ebpf(['inspect', object, '--loader', 'aya', '--btf', kernel]);
    for (const line of [
      'loaded by aya',
      'Not taken by aya',
      'option CONFIG_SAMPLE: options of the kernel are not supported',
      'judged as aya loads it',
    ])
      expect(stdout).toContain(line);
    const [found] = JSON.parse((await ebpf(['inspect', object, '--loader', 'cilium', '--json'])).stdout).objects;
    expect(found).toMatchObject({
      loader: 'cilium',
      refusals: expect.arrayContaining([expect.objectContaining({what: 'option CONFIG_SAMPLE', certain: true})]),
    });
    const {exitCode, stdout: report} = await ebpf([
      'doctor',
      '--program',
      object,
      '--btf',
      kernel,
      '--loader',
      'cilium',
    ]);
    expect([exitCode, report]).toEqual([1, expect.stringContaining('cilium/ebpf refuses it: it is __weak')]);
  });

  test('--json is one document for several files', async () => {
    const {stdout} = await ebpf(['inspect', object, object, '--json']);
    const {schema, objects} = JSON.parse(stdout);
    expect([schema, objects.length, objects[1].programs[0].name]).toEqual(['ebpf.inspect/1', 2, 'traced']);
  });

  test('--min-btf writes what the objects ask for: a file for one kernel, a folder for several', async () => {
    const kernels = path.join(folder, 'kernels');
    mkdirSync(kernels, {recursive: true});
    const kernel = makeBtf([
      int(),
      struct('task_struct', 16, [
        ['x', 1, 0],
        ['pid', 1, 64],
      ]),
      struct('other', 4, []),
    ]);
    writeFileSync(path.join(kernels, 'vmlinux-5.10.btf'), kernel);
    writeFileSync(path.join(kernels, 'packed.gz'), gzipSync(kernel));
    const alone = path.join(folder, 'min.btf');
    const one = await ebpf(['inspect', object, '--btf', path.join(kernels, 'packed.gz'), '--min-btf', alone]);
    expect([one.exitCode, one.stdout]).toEqual([0, expect.stringContaining(`${alone}: `)]);
    const found = readBtf(readFileSync(alone));
    expect([found.named('task_struct', kinds.struct).length, found.named('other', kinds.struct).length]).toEqual([
      1, 0,
    ]);
    const min = path.join(folder, 'min');
    const {stdout} = await ebpf(['inspect', object, '--btf', kernels, '--min-btf', min, '--json']);
    expect(JSON.parse(stdout).minimal).toMatchObject([
      {btf: path.join(kernels, 'packed.gz'), file: path.join(min, 'packed.gz.btf')},
      {file: path.join(min, 'vmlinux-5.10.btf'), bytes: readFileSync(alone).length},
    ]);
    expect(readFileSync(path.join(min, 'vmlinux-5.10.btf')).equals(readFileSync(alone))).toBe(true);
  });

  test('refuses what holds no program, names it, and says what to give', async () => {
    const script = path.join(folder, 'script.sh');
    writeFileSync(script, '#!/bin/sh\n');
    for (const [args, words] of [
      [[script], 'script.sh: This file holds no BPF object'],
      [[object, path.join(folder, 'missing.o')], 'missing.o'],
      [[folder], `It is a folder: name the objects in it, as ${path.join(folder, '*.o')}.`],
      [['/dev/null'], 'not a regular file'],
      [[], 'object'],
      [[object, '--min-btf', script], '--min-btf needs --btf beside it.\n  --btf: Say whether a kernel has the types'],
      [[object, '--min-btf', script], 'Add --btf FILE, or leave --min-btf out.'],
    ] as const) {
      const {stderr, stdout, exitCode} = await ebpf(['inspect', ...args]);
      expect([exitCode, stdout]).toEqual([2, '']);
      expect(stderr).toContain(words);
    }
  });
});
