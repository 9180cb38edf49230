import {spawnSync} from 'node:child_process';
import {mkdtempSync, rmSync, writeFileSync} from 'node:fs';
import {release, tmpdir} from 'node:os';
import path from 'node:path';
import {expect} from '@jest/globals';
import {known} from '../../../src/facts/fact.ts';
import {parseProbe} from '../../../src/facts/parse.ts';
import {judgeObject} from '../../../src/programs/judge/judge.ts';
import {readObject} from '../../../src/programs/object/object.ts';
import {describeWith, lacking, notRoot} from '../../lab/needs.ts';
import {clangLacking, compile} from '../compile.ts';

const object = (at: string, bytes: number): Buffer => compile('judge/stack.bpf.c', `-DAT="${at}"`, `-DBYTES=${bytes}`);

/** What is said of the stack on a kernel of this version. */
const refused = (bytes: Buffer, version: string): readonly string[] => {
  const facts = parseProbe('ebpf-probe 1 begin x\n\nebpf-probe 1 end x\n', 'made up');
  if (!facts) throw new Error('no facts');
  const kernel = {name: 'made up', facts: {...facts, kernel: {...facts.kernel, release: known(version)}}};
  return judgeObject(readObject(bytes), kernel)
    .filter(({what}) => what === 'instructions with their stack')
    .map(({verdict, evidence}) => `${verdict}: ${evidence}`);
};

describeWith(clangLacking)('the stack of functions that call one another', () => {
  test('is together no larger than a kernel gives', () => {
    expect(refused(object('socket', 240), '6.1.0')).toEqual([]);
    expect(refused(object('socket', 264), '6.1.0')).toEqual([
      'fail: calls, deeper, deepest, of which each calls the next, use 544 bytes of stack together, and a kernel gives 512',
    ]);
  });

  test('is not added up on kernels that may give each function its own', () => {
    const traced = object('tracepoint/sched/sched_switch', 264);
    expect([refused(traced, '6.12.0').length, refused(traced, '6.13.0').length]).toEqual([1, 0]);
    expect(refused(object('socket', 264), '7.2.0')).toHaveLength(1);
  });
});

describeWith(clangLacking ?? notRoot ?? lacking('bpftool'))('the running kernel', () => {
  const folder = mkdtempSync(path.join(tmpdir(), 'ebpf-stack-'));
  afterAll(() => rmSync(folder, {recursive: true}));

  test.each([
    ['socket', 240],
    ['socket', 248],
    ['socket', 260],
    ['socket', 264],
    ['tracepoint/sched/sched_switch', 240],
    ['tracepoint/sched/sched_switch', 264],
  ])('of %s with frames of %i bytes', (at, bytes) => {
    const file = path.join(folder, 'stack.bpf.o');
    writeFileSync(file, object(at, bytes));
    const pin = '/sys/fs/bpf/ebpf-stack';
    const {status} = spawnSync('bpftool', ['prog', 'load', file, pin]);
    rmSync(pin, {force: true});
    expect(status === 0).toBe(refused(object(at, bytes), release()).length === 0);
  });
});
