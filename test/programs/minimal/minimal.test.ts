import {expect} from '@jest/globals';
import {Failure} from '../../../src/hosts/failure.ts';
import {readBtf} from '../../../src/programs/btf/btf.ts';
import {KernelTypes} from '../../../src/programs/core/kernel-types.ts';
import type {CoreRelocation, RelocationKind} from '../../../src/programs/core/relocation.ts';
import {minimalBtf} from '../../../src/programs/minimal/minimal.ts';
import {
  array,
  enumeration,
  int,
  type MakeOptions,
  makeBtf,
  pointer,
  prototype,
  struct,
  typedef,
  type Written,
} from '../btf/make.ts';

type Asked = readonly (readonly [kind: RelocationKind, type: number, access: string])[];

/** What is left of a kernel's types for an object with relocations. */
const minimal = (kernel: readonly Written[], local: readonly Written[], asked: Asked, options: MakeOptions = {}) => {
  const relocations = asked.map(
    ([kind, type, access]): CoreRelocation => ({section: 's', instruction: 0, kind, type, access}),
  );
  const object = {btf: readBtf(makeBtf(local)), ext: {functions: [], lines: () => [], relocations}};
  return minimalBtf([object], new KernelTypes(readBtf(makeBtf(kernel, options)))).bytes;
};

const task = struct('task_struct', 24, [
  ['state', 1, 0],
  ['pid', 2, 32],
  ['parent', 4, 64],
  ['flags', 1, 128, 3],
]);
const kernel = [int(), typedef('pid_t', 1), task, pointer(3), enumeration('colour', [['RED', 1]])];

test('a field leaves its struct with that member alone, at its place', () => {
  const local = [int(), struct('task_struct', 4, [['pid', 1, 0]])];
  const left = makeBtf([int(), typedef('pid_t', 1), struct('task_struct', 24, [['pid', 2, 32]])]);
  expect(minimal(kernel, local, [['byte_off', 2, '0:0']]).equals(left)).toBe(true);
});

test('a bitfield keeps its bits, and what a pointer leads to is left out', () => {
  const local = [
    int(),
    struct('task_struct', 16, [
      ['flags', 1, 0, 3],
      ['parent', 3, 64],
    ]),
    pointer(2),
  ];
  const left = makeBtf([
    int(),
    struct('task_struct', 24, [
      ['parent', 3, 64],
      ['flags', 1, 128, 3],
    ]),
    pointer(2),
  ]);
  const asked = [
    ['byte_off', 2, '0:0'],
    ['byte_off', 2, '0:1'],
  ] as const;
  expect(minimal(kernel, local, asked).equals(left)).toBe(true);
});

test('a member without a name is kept with what was found in it', () => {
  const inner = struct('', 8, [
    ['a', 1, 0],
    ['b', 1, 32],
  ]);
  const outer = struct('outer', 16, [
    ['x', 1, 0],
    ['', 2, 64],
  ]);
  const left = [int(), struct('', 8, [['b', 1, 32]]), struct('outer', 16, [['', 2, 64]])];
  const local = [int(), struct('outer', 4, [['b', 1, 0]])];
  expect(minimal([int(), inner, outer], local, [['byte_off', 2, '0:0']]).equals(makeBtf(left))).toBe(true);
});

test('types that are asked for are empty, enums whole, and what is compared member by member has all', () => {
  const local = [int(), struct('task_struct', 4, []), enumeration('colour', [['RED', 1]])];
  const asked = [
    ['type_exists', 2, '0'],
    ['enumval_value', 3, '0'],
  ] as const;
  const left = makeBtf([struct('task_struct', 24, []), enumeration('colour', [['RED', 1]])]);
  expect(minimal(kernel, local, asked).equals(left)).toBe(true);
  const whole = minimal(kernel, local, [['type_matches', 2, '0']]);
  expect(whole.equals(makeBtf([int(), typedef('pid_t', 1), task, pointer(3)]))).toBe(true);
});

test('a prototype brings its arguments, with what they point to', () => {
  const types = [int(), struct('s', 4, [['a', 1, 0]]), pointer(2), prototype(1, [3]), typedef('fn_t', 4)];
  const left = makeBtf([int(), struct('s', 4, []), pointer(2), prototype(1, [3]), typedef('fn_t', 4)]);
  const local = [int(), struct('s', 4, []), pointer(2), prototype(1, [3]), typedef('fn_t', 4)];
  expect(minimal(types, local, [['type_exists', 5, '0']]).equals(left)).toBe(true);
});

test('elements of an array, and the byte order of the kernel', () => {
  const types = [int(), int('long', 8), array(1, 4, 2), struct('s', 16, [['all', 3, 0]])];
  const local = [int(), array(1, 4, 1), struct('s', 16, [['all', 2, 0]])];
  const found = minimal(types, local, [['byte_off', 3, '0:0:2']], {bigEndian: true});
  expect(found.equals(makeBtf(types, {bigEndian: true}))).toBe(true);
});

test('a loop of typedefs ends', () => {
  const loop = [int(), typedef('a', 3), typedef('b', 2), struct('s', 8, [['x', 2, 0]])];
  const local = [int(), struct('s', 4, [])];
  expect(minimal(loop, local, [['type_matches', 2, '0']]).length).toBeGreaterThan(24);
});

test('nothing is left for an object that asks for nothing, or for what the kernel lacks', () => {
  const empty = makeBtf([]);
  expect(minimal(kernel, [int()], []).equals(empty)).toBe(true);
  const local = [int(), struct('gone', 4, [['x', 1, 0]])];
  expect(minimal(kernel, local, [['byte_off', 2, '0:0']]).equals(empty)).toBe(true);
});

test('an object that a loader refuses there has none', () => {
  const twice = [int(), struct('s', 8, [['x', 1, 0]]), struct('s', 8, [['x', 1, 32]])];
  const local = [int(), struct('s', 4, [['x', 1, 0]])];
  expect(() => minimal(twice, local, [['byte_off', 2, '0:0']])).toThrow(Failure);
});
