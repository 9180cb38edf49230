import {expect} from '@jest/globals';
import {Failure} from '../../../src/hosts/failure.ts';
import {inspect} from '../../../src/programs/inspect/inspect.ts';
import {typesOnKernel} from '../../../src/programs/inspect/on-kernel.ts';
import {typesInBytes} from '../../../src/programs/kernel/types-in.ts';
import {describeWith} from '../../lab/needs.ts';
import {int, makeBtf, struct, type Written} from '../btf/make.ts';
import {clangLacking, compile} from '../compile.ts';

describeWith(clangLacking)('what programs reach of the types of a kernel', () => {
  let guards: Buffer;
  beforeAll(() => {
    guards = compile('reach/guards.bpf.c');
  });
  const on = (types: readonly Written[], name: string) => {
    const [inspected] = inspect('guards.o', guards);
    const kernel = inspected && typesOnKernel(inspected.object, 'kernel', typesInBytes('kernel', makeBtf(types)));
    return kernel?.programs.find((each) => each.name === name);
  };
  const task = (...members: readonly string[]) =>
    struct(
      'task_struct',
      members.length * 4,
      members.map((member, index) => [member, 1, index * 32] as const),
    );

  test('is there, cut off, missing, or up to the loader', () => {
    const old = [int(), task('pid')];
    expect(on([int(), task('pid', 'no_such_field')], 'reached_bare')).toEqual({
      name: 'reached_bare',
      types: 'met',
      missing: [],
    });
    expect(on(old, 'dead_guarded')).toMatchObject({types: 'met', missing: []});
    expect(on(old, 'reached_bare')).toEqual({
      name: 'reached_bare',
      types: 'missing',
      missing: [
        {
          subject: 'task_struct.no_such_field',
          kind: 'byte_off',
          reach: 'reached',
          source: expect.stringMatching(/^guards\.bpf\.c:\d+$/),
        },
      ],
    });
    expect(on(old, 'conditional_reached')).toMatchObject({
      types: 'conditional',
      missing: [{reach: 'conditional', on: ['one'], asBuilt: 'reached'}],
    });
    expect(on(old, 'reached_in_either_branch')).toMatchObject({types: 'missing', missing: [{reach: 'conditional'}]});
  });

  test('is unknown where the type itself is not there: it may be in a module', () => {
    expect(on([int()], 'reached_bare')?.types).toBe('unknown');
  });

  test('has the object refused where two types of a name disagree', () => {
    const twice = [int(), task('pid', 'no_such_field'), task('pid', 'x', 'no_such_field')];
    expect(on(twice, 'reached_bare')).toMatchObject({types: 'refused', why: expect.stringContaining('several types')});
    // Its own relocations agree.
    expect(on(twice, 'dead_struct')?.types).toBe('met');
  });

  test('is not guessed at without BTF', () => {
    expect(() => typesInBytes('vmlinux', guards.subarray(0, 100))).toThrow(Failure);
    expect(() => typesInBytes('notes.txt', Buffer.from('no BTF, only words in it'))).toThrow(/notes\.txt/);
  });
});
