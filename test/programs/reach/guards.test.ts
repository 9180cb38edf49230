import {expect} from '@jest/globals';
import {readBtf} from '../../../src/programs/btf/btf.ts';
import {KernelTypes} from '../../../src/programs/core/kernel-types.ts';
import {type BpfObject, readObject} from '../../../src/programs/object/object.ts';
import {type RelocatedObject, relocateFor} from '../../../src/programs/object/relocated.ts';
import {missingOf, reachability} from '../../../src/programs/reach/reach.ts';
import type {Surroundings} from '../../../src/programs/reach/world.ts';
import {describeWith} from '../../lab/needs.ts';
import {int, makeBtf, struct} from '../btf/make.ts';
import {clangLacking, compile, programsOfSource} from '../compile.ts';

/** A kernel whose tasks have a pid, and nothing else. */
const kernel = new KernelTypes(readBtf(makeBtf([int(), struct('task_struct', 4, [['pid', 1, 0]])])));

describeWith(clangLacking)('a field that the kernel lacks', () => {
  let object: BpfObject;
  let relocated: RelocatedObject;
  beforeAll(() => {
    object = readObject(compile('reach/guards.bpf.c'));
    relocated = relocateFor(object, kernel);
  });
  const judged = (name: string, surroundings: Surroundings = {}) => {
    const program = object.programs.find((each) => each.name === name);
    if (!program) throw new Error(name);
    return missingOf(object, program, relocated, reachability(object, program, relocated, surroundings));
  };

  // test/programs/reach/verifier.test.ts holds the same names to what the kernel says.
  test.each(programsOfSource('reach/guards.bpf.c'))('%s', (name) => {
    const {reach, missing} = judged(name);
    const [expected, ...words] = name.split('_');
    expect(missing.length).toBeGreaterThan(0);
    expect(reach.state).toBe(expected);
    if (expected === 'conditional') expect(reach.asBuilt).toBe(words.at(-1) === 'option' ? undefined : words.at(-1));
  });

  test('is conditional on the variables that decide', () => {
    const on = (name: string) =>
      judged(name).missing.flatMap(({reach}) => (reach.state === 'conditional' ? reach.on : []));
    expect(on('conditional_dead')).toEqual(['zero']);
    expect(on('conditional_sum_reached').sort()).toEqual(['one', 'zero']);
    expect(on('conditional_byte_dead')).toEqual(['flag']);
    expect(on('conditional_option')).toEqual(['CONFIG_NO_SUCH_OPTION']);
  });

  test("is decided by the kernel's configuration, where that is known", () => {
    const state = (value: bigint) => judged('conditional_option', {kconfig: () => value}).reach.state;
    expect([state(0n), state(1n)]).toEqual(['dead', 'reached']);
  });
});
