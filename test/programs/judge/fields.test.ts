import {expect} from '@jest/globals';
import {known} from '../../../src/facts/fact.ts';
import {parseProbe} from '../../../src/facts/parse.ts';
import {readBtf} from '../../../src/programs/btf/btf.ts';
import {KernelTypes} from '../../../src/programs/core/kernel-types.ts';
import {judgeObject} from '../../../src/programs/judge/judge.ts';
import {verdictOf} from '../../../src/programs/judge/judgement.ts';
import type {Kernel} from '../../../src/programs/judge/kernel.ts';
import {type BpfObject, readObject} from '../../../src/programs/object/object.ts';
import {describeWith} from '../../lab/needs.ts';
import {int, makeBtf, struct, type Written} from '../btf/make.ts';
import {clangLacking, compile} from '../compile.ts';

describeWith(clangLacking)('fields that programs reach', () => {
  let object: BpfObject;
  beforeAll(() => {
    object = readObject(compile('reach/guards.bpf.c'));
  });
  const kernel = (...types: readonly Written[]): Kernel => ({
    name: 'made up',
    types: new KernelTypes(readBtf(makeBtf([int(), ...types]))),
  });
  const task = (...members: readonly string[]) =>
    struct(
      'task_struct',
      members.length * 4,
      members.map((member, index) => [member, 1, index * 32] as const),
    );
  const judged = (on: Kernel, program: string) =>
    judgeObject(object, on).filter((each) => each.program === program && each.subject === 'field');

  test('are there, missing, cut off, or up to the loader', () => {
    const old = kernel(task('pid'));
    expect(verdictOf(judged(kernel(task('pid', 'no_such_field')), 'reached_bare'))).toBe('pass');
    expect(judged(old, 'reached_bare')).toContainEqual(
      expect.objectContaining({verdict: 'fail', subject: 'field', what: 'task_struct.no_such_field', by: 'btf'}),
    );
    expect(verdictOf(judged(old, 'dead_guarded'))).toBe('pass');
    expect(judged(old, 'conditional_reached')).toContainEqual(
      expect.objectContaining({verdict: 'unknown', on: ['one'], evidence: expect.stringContaining('it is reached')}),
    );
    expect(verdictOf(judged(old, 'reached_in_either_branch'))).toBe('fail');
  });

  test('are named with what the kernel has instead', () => {
    expect(judged(kernel(task('pid', '__no_such_field')), 'reached_bare')).toContainEqual(
      expect.objectContaining({verdict: 'fail', instead: 'task_struct.__no_such_field'}),
    );
  });

  test('are unknown where nobody read the types, and where a module may have the type', () => {
    expect(verdictOf(judged({name: 'nothing read'}, 'reached_bare'))).toBe('unknown');
    expect(verdictOf(judged(kernel(), 'reached_bare'))).toBe('unknown');
    expect(verdictOf(judged({...kernel(), allModules: true}, 'reached_bare'))).toBe('fail');
  });

  test('are unknown for cilium/ebpf, which compares those of modules too, while such are loaded and not read', () => {
    const facts = parseProbe('ebpf-probe 1 begin x\n\nebpf-probe 1 end x\n', 'made up');
    if (!facts) throw new Error('no facts');
    const modules = (count: number): Kernel => ({
      ...kernel(task('pid', 'no_such_field')),
      facts: {...facts, btf: {...facts.btf, modules: known(count)}},
    });
    const cilium = readObject(compile('reach/guards.bpf.c'), 'cilium');
    const of = (on: Kernel) =>
      verdictOf(judgeObject(cilium, on).filter((each) => each.program === 'reached_bare' && each.subject === 'field'));
    expect(of(modules(2))).toBe('unknown');
    expect(of({...modules(2), allModules: true})).toBe('pass');
    expect(of(modules(0))).toBe('pass');
    expect(verdictOf(judged(modules(2), 'reached_bare'))).toBe('pass');
  });
});
