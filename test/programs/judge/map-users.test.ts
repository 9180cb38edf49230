import {expect} from '@jest/globals';
import {known} from '../../../src/facts/fact.ts';
import {judgeObject} from '../../../src/programs/judge/judge.ts';
import {verdictOf} from '../../../src/programs/judge/judgement.ts';
import {readObject} from '../../../src/programs/object/object.ts';
import {mapTypeName} from '../../../src/programs/tables/map-types.ts';
import {describeWith} from '../../lab/needs.ts';
import {savedFacts} from '../../saved.ts';
import {clangLacking, compile} from '../compile.ts';

describeWith(clangLacking)('maps that programs of a kind may not refer to', () => {
  const facts = savedFacts('debian-12-microvm-6.18');
  /** By program, on a kernel of a version. */
  const told = (release: string, ...options: readonly string[]) => {
    const object = readObject(compile('judge/map-users.bpf.c', '-DHELD=bpf_spin_lock', ...options));
    const kernel = {name: 'one', facts: {...facts, kernel: {...facts.kernel, release: known(release)}}};
    const judged = judgeObject(object, kernel).filter(
      ({subject, what, by}) => subject === 'map' && by === 'version' && /^map (map|\.data)/.test(what),
    );
    return object.programs.map(({name}) => verdictOf(judged.filter(({program}) => program === name))).join(' ');
  };
  const numberOf = (type: string): number =>
    Array.from({length: 64}, (_, number) => number).find((number) => mapTypeName(number) === type) ?? 0;
  const ofType = (type: string) => [`-DTYPE=${numberOf(type)}`];

  // As the kernels answered that have it.
  test.each([
    ['hash', 'pass', 'pass', 'pass'],
    ['ringbuf', 'pass', 'pass', 'pass'],
    ['queue', 'fail', 'pass', 'pass'],
    ['lpm_trie', 'fail', 'fail', 'pass'],
    ['perf_event_array', 'fail', 'fail', 'fail'],
    ['stack_trace', 'fail', 'fail', 'fail'],
    ['sockmap', 'fail', 'fail', 'fail'],
  ])('one that may sleep, and a map of type %s', (type, ...expected) => {
    expect(['6.1.0', '6.18.0', '7.2.0'].map((release) => told(release, ...ofType(type)).split(' ')[0])).toEqual(
      expected,
    );
    expect(told('7.4.0', ...ofType(type)).split(' ')[0]).toBe(expected[2] === 'pass' ? 'pass' : 'unknown');
  });

  test('those that run amid anything, and what the kernel looks after in values', () => {
    const held = (field: string, ...more: readonly string[]) => [
      `-UHELD`,
      `-DHELD=${field}`,
      '-DVALUE=struct held',
      '-DTYPE=1',
      ...more,
    ];
    expect(told('6.18.0', ...held('bpf_spin_lock'))).toBe('pass pass fail fail');
    expect(told('7.2.0', ...held('bpf_spin_lock'))).toBe('pass pass fail fail');
    expect(told('7.4.0', ...held('bpf_spin_lock'))).toBe('pass pass unknown unknown');
    expect(told('6.18.0', ...held('bpf_timer'))).toBe('pass pass fail pass');
    expect(told('7.2.0', ...held('bpf_timer'))).toBe('pass pass pass pass');
    expect(told('6.18.0', ...held('bpf_list_head'))).toBe('pass pass fail pass');
    expect(told('6.18.0', ...held('bpf_list_head', '-DGLOBAL'))).toBe('pass pass fail pass');
  });
});
