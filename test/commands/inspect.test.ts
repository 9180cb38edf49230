import {mkdtempSync, rmSync, writeFileSync} from 'node:fs';
import {tmpdir} from 'node:os';
import path from 'node:path';
import {expect} from '@jest/globals';
import {describeWith} from '../lab/needs.ts';
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

  test('--json is one document for several files', async () => {
    const {stdout} = await ebpf(['inspect', object, object, '--json']);
    const {schema, objects} = JSON.parse(stdout);
    expect([schema, objects.length, objects[1].programs[0].name]).toEqual(['ebpf.inspect/1', 2, 'traced']);
  });

  test('refuses what holds no program, names it, and says what to give', async () => {
    const script = path.join(folder, 'script.sh');
    writeFileSync(script, '#!/bin/sh\n');
    for (const [args, words] of [
      [[script], 'script.sh: This file holds no BPF object'],
      [[object, path.join(folder, 'missing.o')], 'missing.o'],
      [[folder], 'not a regular file'],
      [[], 'object'],
    ] as const) {
      const {stderr, stdout, exitCode} = await ebpf(['inspect', ...args]);
      expect([exitCode, stdout]).toEqual([2, '']);
      expect(stderr).toContain(words);
    }
  });
});
