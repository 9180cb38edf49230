import {Bytes} from '../../../src/programs/elf/bytes.ts';
import {
  bindings,
  type Elf,
  type ElfSymbol,
  executable,
  sectionTypes,
  symbolTypes,
} from '../../../src/programs/elf/elf.ts';
import {codeSections} from '../../../src/programs/object/code-sections.ts';

/** An object with one section of ten instructions, and functions that begin and end there. */
const objectWith = (...functions: readonly (readonly [start: number, end: number])[]): Elf =>
  ({
    sections: [
      {
        index: 1,
        name: 'xdp',
        type: sectionTypes.progbits,
        flags: executable,
        size: 80,
        bytes: new Bytes(Buffer.alloc(80), true),
      },
    ],
    symbols: functions.map(
      ([start, end], number): Partial<ElfSymbol> => ({
        name: `f${number}`,
        section: 1,
        type: symbolTypes.function,
        value: start * 8,
        size: (end - start) * 8,
        binding: bindings.global,
        visibility: 0,
      }),
    ),
    relocations: new Map(),
  }) as unknown as Elf;

test('functions are in the order of their place, and some may have several names', () => {
  const [section] = codeSections(objectWith([4, 10], [0, 4], [4, 10]));
  expect(section?.functions.map(({name, start, end}) => [name, start, end])).toEqual([
    ['f1', 0, 4],
    ['f0', 4, 10],
    ['f2', 4, 10],
  ]);
});

test('thousands of names for one piece of code are forged: each would be followed by itself', () => {
  const many = Array.from({length: 17}, () => [0, 10] as const);
  expect(() => codeSections(objectWith(...many))).toThrow('This object is damaged.');
});
