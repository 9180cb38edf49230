import {expect} from '@jest/globals';
import {readBtf} from '../../../src/programs/btf/btf.ts';
import {kinds} from '../../../src/programs/btf/kinds.ts';
import {KernelTypes} from '../../../src/programs/core/kernel-types.ts';
import {isRefused, Relocator} from '../../../src/programs/core/relocate.ts';
import type {CoreRelocation, RelocationKind} from '../../../src/programs/core/relocation.ts';
import {array, int, type MakeOptions, makeBtf, pointer, struct, typedef, type Written} from '../btf/make.ts';

const forward = (name: string, union = false): Written => ({name, kind: kinds.forward, flag: union});
const enumOf = (name: string, size: number, values: readonly (readonly [string, number])[], flag = false): Written => ({
  name,
  kind: kinds.enum,
  flag,
  length: values.length,
  third: size,
  rest: values.flat(),
});
const enum64 = (name: string, values: readonly (readonly [string, number, number])[]): Written => ({
  name,
  kind: kinds.enum64,
  length: values.length,
  third: 8,
  rest: values.flat(),
});
const prototype = (returns: number, ...parameters: readonly number[]): Written => ({
  kind: kinds.prototype,
  length: parameters.length,
  third: returns,
  rest: parameters.flatMap((type) => ['', type]),
});

/** What relocations of an object with these types come to on a kernel with those: `poison`, a value, or why the object is refused. */
const relocate = (
  local: readonly Written[],
  kernel: readonly Written[],
  asked: readonly (readonly [kind: RelocationKind, type: number, access: string])[],
  options: MakeOptions = {},
): string[] => {
  const relocator = new Relocator(readBtf(makeBtf(local)), new KernelTypes(readBtf(makeBtf(kernel, options))));
  return asked.map(([kind, type, access]) => {
    const record: CoreRelocation = {section: 's', instruction: 0, kind, type, access};
    const outcome = relocator.relocate(record);
    return isRefused(outcome) ? `refused: ${outcome.refused}` : String(outcome.value ?? 'poison');
  });
};

const two = struct('pair', 8, [
  ['one', 1, 0],
  ['other', 1, 32],
]);

describe('enumerators', () => {
  const local = [
    enumOf('colour', 4, [
      ['RED', 1],
      ['BLUE___new', 2],
      ['GONE', 3],
    ]),
  ];
  const asked = [
    ['enumval_value', 1, '0'],
    ['enumval_value', 1, '1'],
    ['enumval_value', 1, '2'],
    ['enumval_exists', 1, '2'],
  ] as const;

  test('have the value of the kernel, by name without flavor', () => {
    const kernel = [
      enumOf('colour___kernel', 4, [
        ['BLUE', 7],
        ['RED', 6],
      ]),
    ];
    expect(relocate(local, kernel, asked)).toEqual(['6', '7', 'poison', '0']);
  });

  test('of 64 bits stand for those of 32, and their values are whole', () => {
    const kernel = [enum64('colour', [['RED', 5, 1]])];
    expect(relocate(local, kernel, asked.slice(0, 2))).toEqual([String(2n ** 32n + 5n), 'poison']);
  });

  test('keep the sign of 32 bits, as libbpf does', () => {
    const kernel = [enumOf('colour', 4, [['RED', -1]], true)];
    expect(relocate(local, kernel, asked.slice(0, 1))).toEqual([String(2n ** 64n - 1n)]);
  });

  test('are not looked for in a struct of the same name', () => {
    expect(relocate(local, [int(), struct('colour', 4, [['RED', 1, 0]])], asked.slice(0, 1))).toEqual(['poison']);
  });

  test("beyond the end of the object's own enum make a record that nothing fits", () => {
    expect(relocate(local, local, [['enumval_value', 1, '3']])[0]).toContain('refused');
  });
});

describe('types', () => {
  test("by id: the own one, the kernel's, and 0 for none", () => {
    const asked = [
      ['local_type_id', 2, '0'],
      ['target_type_id', 2, '0'],
      ['target_type_id', 1, '0'],
      ['type_size', 2, '0'],
    ] as const;
    expect(relocate([int('mine'), two], [int(), int('x'), two], asked)).toEqual(['2', '3', '0', '8']);
  });

  const matches = (local: readonly Written[], kernel: readonly Written[], type = local.length): string =>
    relocate(local, kernel, [['type_matches', type, '0']])[0] ?? '';

  test('match with more members in the kernel, not with fewer, and not with another width or sign', () => {
    const more = struct('pair', 12, [
      ['more', 1, 0],
      ['other', 1, 32],
      ['one', 1, 64],
    ]);
    expect(matches([int(), two], [int(), more])).toBe('1');
    expect(matches([int(), more], [int(), two])).toBe('0');
    expect(matches([int(), two], [int('int', 8), two])).toBe('0');
    expect(matches([int(), two], [int('int', 4, 0), two])).toBe('0');
  });

  test("match by the name of each member's type, typedefs aside", () => {
    const holder = (type: number) => struct('holder', 4, [['it', type, 0]]);
    expect(matches([int(), typedef('number', 1), holder(2)], [int(), holder(1)])).toBe('1');
    expect(matches([int('u32', 4, 0), holder(1)], [int('unsigned', 4, 0), holder(1)])).toBe('0');
  });

  test('behind pointers match by name and kind; a forward stands for its struct there', () => {
    const holder = struct('holder', 8, [['it', 2, 0]]);
    const local = [struct('inner', 4, []), pointer(1), holder];
    expect(matches(local, [struct('inner', 99, []), pointer(1), holder])).toBe('1');
    expect(matches(local, [forward('inner'), pointer(1), holder])).toBe('1');
    expect(matches(local, [forward('inner', true), pointer(1), holder])).toBe('0');
    expect(matches(local, [struct('inner', 4, [], kinds.union), pointer(1), holder])).toBe('0');
  });

  test('arrays match by their length, functions by their parameters, enums by their names', () => {
    const holder = (type: number) => struct('holder', 8, [['it', type, 0]]);
    expect(matches([int(), array(1, 4), holder(2)], [int(), array(1, 4), holder(2)])).toBe('1');
    expect(matches([int(), array(1, 4), holder(2)], [int(), array(1, 5), holder(2)])).toBe('0');
    const callback = (...parameters: readonly number[]) => [int(), prototype(1, ...parameters), pointer(2), holder(3)];
    expect(matches(callback(1), callback(1))).toBe('1');
    expect(matches(callback(1), callback(1, 1))).toBe('0');
    expect(
      matches(
        [enumOf('e', 4, [['A', 1]])],
        [
          enumOf('e', 4, [
            ['B', 1],
            ['A', 2],
          ]),
        ],
      ),
    ).toBe('1');
    expect(matches([enumOf('e', 4, [['A', 1]])], [enumOf('e', 8, [['A', 1]])])).toBe('0');
    expect(matches([enumOf('e', 8, [['A', 1]])], [enum64('e', [['A', 1, 0]])])).toBe('1');
  });

  test('exist by kind alone, and a type of another kind is none', () => {
    const asked = [['type_exists', 2, '0']] as const;
    expect(relocate([int(), two], [struct('pair', 99, [])], asked)).toEqual(['1']);
    expect(relocate([int(), two], [int(), typedef('pair', 1)], asked)).toEqual(['0']);
  });
});

describe('several types of one name', () => {
  const shifted = struct('pair', 12, [
    ['one', 1, 32],
    ['other', 1, 64],
  ]);

  test('that disagree have the object refused', () => {
    expect(relocate([int(), two], [int(), two, shifted], [['byte_off', 2, '0:1']])[0]).toContain('several types');
  });

  test('are told apart by what an earlier relocation found, which the later ones stand by', () => {
    const marked = struct('pair', 12, [
      ['one', 1, 0],
      ['mark', 1, 32],
      ['other', 1, 64],
    ]);
    const local = [
      int(),
      struct('pair', 12, [
        ['mark', 1, 32],
        ['other', 1, 64],
      ]),
    ];
    const mark = ['byte_off', 2, '0:0'] as const;
    const other = ['byte_off', 2, '0:1'] as const;
    expect(relocate(local, [int(), two, marked], [mark, other])).toEqual(['4', '8']);
    expect(relocate(local, [int(), two, marked], [other, mark])).toEqual([expect.stringContaining('several'), '4']);
  });

  test('with the same places are one', () => {
    expect(relocate([int(), two], [int(), two, two], [['byte_off', 2, '0:1']])).toEqual(['4']);
  });
});

describe('fields', () => {
  test('of the same name and another kind are not there, also where a later member would fit', () => {
    const enumerated = [int(), enumOf('e', 4, []), struct('pair', 8, [['one', 2, 0]])];
    expect(
      relocate([int(), two], enumerated, [
        ['byte_off', 2, '0:0'],
        ['field_exists', 2, '0:0'],
      ]),
    ).toEqual(['poison', '0']);
  });

  test('are found in members without a name', () => {
    const nested = [int(), struct('', 8, [['other', 1, 32]], kinds.union), struct('pair', 16, [['', 2, 64]])];
    expect(
      relocate([int(), two], nested, [
        ['byte_off', 2, '0:1'],
        ['byte_sz', 2, '0:1'],
      ]),
    ).toEqual(['12', '4']);
  });

  test('of arrays are within their bounds, or at the end of a struct without a length', () => {
    const holder = (length: number) => [
      int(),
      array(1, length),
      struct('list', 40, [
        ['head', 1, 0],
        ['items', 2, 32],
      ]),
    ];
    const asked = [['byte_off', 3, '0:1:3']] as const;
    expect(relocate(holder(8), holder(8), asked)).toEqual(['16']);
    expect(relocate(holder(8), holder(3), asked)).toEqual(['poison']);
    expect(relocate(holder(8), holder(0), asked)).toEqual(['16']);
  });

  test('of bits are read with the smallest load that covers them, by the byte order of the kernel', () => {
    const flags = [
      int('unsigned int', 4, 0),
      struct('flags', 8, [
        ['pad', 1, 0, 30],
        ['bits', 1, 37, 3],
      ]),
    ];
    const asked = (['byte_off', 'byte_sz', 'lshift_u64', 'rshift_u64', 'signed'] as const).map(
      (kind) => [kind, 2, '0:1'] as const,
    );
    expect(relocate(flags, flags, asked)).toEqual(['4', '4', '56', '61', '0']);
    expect(relocate(flags, flags, asked, {bigEndian: true})).toEqual(['4', '4', '37', '61', '0']);
    const wide = [
      int('unsigned int', 4, 0),
      struct('flags', 8, [
        ['pad', 1, 0, 30],
        ['bits', 1, 30, 5],
      ]),
    ];
    expect(relocate(wide, wide, asked)).toEqual(['0', '8', '29', '59', '0']);
  });

  test('that are pointers have four bytes on a kernel of 32 bits', () => {
    const types = (long: number) => [
      int('long unsigned int', long, 0),
      pointer(1),
      struct('holder', 16, [
        ['it', 2, 64],
        ['n', 1, 0],
      ]),
    ];
    const asked = [
      ['byte_sz', 3, '0:0'],
      ['byte_sz', 3, '0:1'],
    ] as const;
    expect(relocate(types(8), types(8), asked)).toEqual(['8', '8']);
    expect(relocate(types(8), types(4), asked)).toEqual(['4', '4']);
  });

  test("cannot be asked of a record that leaves the object's own types", () => {
    for (const access of ['0:2', '0:0:0', '', ':', '0:', 'x', '0:-1', `0${':0'.repeat(64)}`])
      expect(relocate([int(), two], [int(), two], [['byte_off', 2, access]])[0]).toContain('refused');
  });
});

test('modules are asked only where vmlinux has no type of the name', () => {
  const vmlinux = readBtf(makeBtf([int(), two]));
  const strings = 1 + ['int', 'pair', 'one', 'other'].reduce((sum, word) => sum + word.length + 1, 0);
  const inModule = [struct('pair', 99, [['one', 1, 320]]), struct('own', 8, [['one', 1, 32]])];
  const module = readBtf(makeBtf(inModule, {stringsBefore: strings}), vmlinux);
  const local = readBtf(makeBtf([int(), two, struct('own', 4, [['one', 1, 0]])]));
  const relocator = new Relocator(local, new KernelTypes(vmlinux, [module]));
  const ask = (type: number) =>
    relocator.relocate({section: 's', instruction: 0, kind: 'byte_off', type, access: '0:0'});
  expect([ask(2), ask(3)]).toEqual([expect.objectContaining({value: 0n}), expect.objectContaining({value: 4n})]);
});
