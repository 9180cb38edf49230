import {existsSync, mkdtempSync, readFileSync, rmSync} from 'node:fs';
import {tmpdir} from 'node:os';
import path from 'node:path';
import fc from 'fast-check';
import {Failure} from '../../../src/hosts/failure.ts';
import {type Btf, readBtf} from '../../../src/programs/btf/btf.ts';
import {kinds} from '../../../src/programs/btf/kinds.ts';
import {readSections as readBtfSections} from '../../../src/programs/btf/sections.ts';
import {checkBtf} from '../../../src/programs/btf/strict.ts';
import {readSections} from '../../../src/programs/elf/elf.ts';
import {headerBy, writeHeader} from '../../../src/programs/header/header.ts';
import {newWriter} from '../../../src/programs/header/writer.ts';
import {compileHeader, compilers} from '../../lab/compile-header.ts';
import {describeWith, lacking} from '../../lab/needs.ts';
import {processorTime} from '../../processor-time.ts';
import {array, int, makeBtf, pointer, struct, typedef, type Written} from '../btf/make.ts';
import {assertionsOf} from './asserts.ts';

const running = '/sys/kernel/btf/vmlinux';
const noBtf = existsSync(running) ? undefined : 'this kernel has no BTF';
const missing = lacking('clang-14', 'gcc');

const folder = mkdtempSync(path.join(tmpdir(), 'ebpf-header-'));
afterAll(() => rmSync(folder, {recursive: true, force: true}));

/** What the definitions come to, without the guards around them. */
const body = (types: readonly Written[]): string => {
  const header = writeHeader(readBtf(makeBtf(types))).toString();
  return header.slice(header.indexOf('#endif\n\n') + 8, header.lastIndexOf('#ifndef BPF_NO_PRESERVE')).trim();
};

test('has the guards of bpftool', () => {
  const header = writeHeader(readBtf(makeBtf([int()]))).toString();
  expect(header).toMatch(
    /^#ifndef __VMLINUX_H__\n#define __VMLINUX_H__\n\n#ifndef BPF_NO_PRESERVE_ACCESS_INDEX\n#pragma clang attribute push/,
  );
  expect(header).toMatch(/#pragma clang attribute pop\n#endif\n\n#endif \/\* __VMLINUX_H__ \*\/\n$/);
});

const char = int('char', 1);

test.each<[string, readonly Written[], string | RegExp]>([
  [
    'a struct',
    [
      int(),
      struct('p', 8, [
        ['x', 1, 0],
        ['y', 1, 32],
      ]),
    ],
    'struct p {\n\tint x;\n\tint y;\n};',
  ],
  ['a list', [struct('l', 8, [['next', 2, 0]]), pointer(1)], 'struct l;\n\nstruct l {\n\tstruct l *next;\n};'],
  [
    'a typedef before its struct',
    [struct('s', 8, [['t', 2, 0]]), pointer(3), typedef('s_t', 1)],
    /struct s;\n\ntypedef struct s s_t;\n\nstruct s \{\n\ts_t \*t;\n\};/,
  ],
  [
    'a pointer to a function',
    [
      int(),
      {kind: kinds.prototype, length: 2, third: 1, rest: ['a', 1, '', 0]},
      pointer(2),
      struct('s', 8, [['f', 3, 0]]),
    ],
    /int \(\*f\)\(int, \.\.\.\);/,
  ],
  [
    'a function that returns one',
    [int(), {kind: kinds.prototype, third: 0}, pointer(2), {kind: kinds.prototype, third: 3}, typedef('f', 4)],
    'typedef void (*f(void))(void);',
  ],
  [
    'a pointer to an array of pointers',
    [int(), pointer(1), array(2, 3), pointer(3), typedef('t', 4)],
    'typedef int *(*t)[3];',
  ],
  [
    'a constant pointer to what is volatile',
    [int(), {kind: kinds.volatile, third: 1}, pointer(2), {kind: kinds.const, third: 3}, typedef('t', 4)],
    'typedef volatile int *const t;',
  ],
  [
    'an array of constants, constant itself',
    [int(), {kind: kinds.const, third: 1}, array(2, 2), {kind: kinds.const, third: 3}, typedef('t', 4)],
    'typedef const int t[2];',
  ],
  [
    'a hole',
    [
      char,
      int(),
      struct('s', 12, [
        ['a', 1, 0],
        ['b', 2, 64],
      ]),
    ],
    /char a;\n\tint: 24;\n\tint: 32;\n\tint b;/,
  ],
  [
    'no hole where the compiler makes it',
    [
      char,
      int(),
      struct('s', 8, [
        ['a', 1, 0],
        ['b', 2, 32],
      ]),
    ],
    /char a;\n\tint b;/,
  ],
  [
    'a packed struct',
    [
      char,
      int(),
      struct('s', 5, [
        ['a', 1, 0],
        ['b', 2, 8],
      ]),
    ],
    /char a;\n\tint b;\n\} __attribute__\(\(packed\)\);/,
  ],
  ['room at the end', [int(), struct('s', 12, [['a', 1, 0]])], /int a;\n\tint: 32;\n\tint: 32;\n\};/],
  ['much room as an array', [char, struct('s', 100_000, [['a', 1, 0]])], /char a;\n\tchar __pad_1\[99999\];/],
  [
    'a union with room',
    [int(), struct('u', 8, [['a', 1, 0]], kinds.union)],
    /union u \{\n\tint a;\n\tstruct \{ int: 32; int: 32; \};\n\};/,
  ],
  [
    'bitfields with a hole',
    [
      int(),
      struct('s', 4, [
        ['a', 1, 0, 3],
        ['b', 1, 8, 24],
      ]),
    ],
    /int a: 3;\n\tint: 5;\n\tint b: 24;/,
  ],
  [
    'an enum below zero',
    [{name: 'e', kind: kinds.enum, flag: true, length: 1, third: 4, rest: ['A', -1]}],
    'enum e {\n\tA = -1,\n};',
  ],
  [
    'an enum of one byte',
    [{name: 'e', kind: kinds.enum, length: 1, third: 1, rest: ['A', 1]}],
    /\} __attribute__\(\(mode\(QI\)\)\);/,
  ],
  [
    'an enum of 64 bits',
    [{name: 'e', kind: kinds.enum64, length: 1, third: 8, rest: ['A', 0, 0x80000000]}],
    /A = 9223372036854775808ULL,\n\} __attribute__\(\(mode\(DI\)\)\);/,
  ],
  [
    'the least number',
    [{name: 'e', kind: kinds.enum64, flag: true, length: 1, third: 8, rest: ['A', 0, 0x80000000]}],
    /A = -9223372036854775807LL - 1,/,
  ],
  ['an enum that nothing uses', [{kind: kinds.enum, length: 1, third: 4, rest: ['A', 7]}], 'enum {\n\tA = 7,\n};'],
  [
    'an anonymous enum in two structs',
    [
      {kind: kinds.enum, length: 1, third: 4, rest: ['A', 7]},
      struct('a', 4, [['e', 1, 0]]),
      struct('b', 4, [['e', 1, 0]]),
    ],
    /A = 7[\s\S]*A___2 = 7/,
  ],
  [
    'an anonymous union in a struct',
    [
      int(),
      struct(
        '',
        4,
        [
          ['a', 1, 0],
          ['b', 1, 0],
        ],
        kinds.union,
      ),
      struct('s', 8, [
        ['', 2, 0],
        ['c', 1, 32],
      ]),
    ],
    /\tunion \{\n\t\tint a;\n\t\tint b;\n\t\};\n\tint c;/,
  ],
  [
    'a struct without a name of its own in another (-fms-extensions)',
    [
      int(),
      struct('in', 4, [['a', 1, 0]]),
      struct('out', 8, [
        ['', 2, 0],
        ['b', 1, 32],
      ]),
    ],
    /struct out \{\n\tstruct \{\n\t\tint a;\n\t\};\n\tint b;/,
  ],
  [
    'two structs of one name',
    [int(), struct('s', 4, [['a', 1, 0]]), struct('s', 4, [['b', 1, 0]]), typedef('t', 3)],
    /struct s \{\n\tint a;\n\};[\s\S]*typedef struct s___2 t;/,
  ],
  [
    'an enum and a struct of one name',
    [int(), struct('s', 4, [['a', 1, 0]]), {name: 's', kind: kinds.enum, length: 1, third: 4, rest: ['A', 1]}],
    /struct s \{[\s\S]*enum s___2 \{/,
  ],
  [
    'a typedef and a value of one name',
    [int(), typedef('A', 1), {name: 'e', kind: kinds.enum, length: 1, third: 4, rest: ['A', 1]}],
    /typedef int A;[\s\S]*A___2 = 1/,
  ],
  ['a declaration', [{name: 'f', kind: kinds.forward, flag: true}], 'union f;'],
  [
    'an int that is not one of C',
    [int('__Poly8_t', 1, 0), typedef('p', 1)],
    'typedef unsigned char __Poly8_t;\n\ntypedef __Poly8_t p;',
  ],
  [
    'bool, which C23 has',
    [int('_Bool', 1, 4), typedef('bool', 1)],
    /#if .*__STDC_VERSION__ <= 201710L\ntypedef _Bool bool;\n#endif/,
  ],
  ['va_list of old compilers', [typedef('__gnuc_va_list', 0)], 'typedef __builtin_va_list __gnuc_va_list;'],
  [
    'a type tag: nothing',
    [int(), {name: '"))) evil', kind: kinds.typeTag, third: 1}, pointer(2), typedef('t', 3)],
    'typedef int *t;',
  ],
  [
    'a kfunc',
    [
      int(),
      {kind: kinds.prototype, length: 1, third: 1, rest: ['flags', 1]},
      {name: 'bpf_do', kind: kinds.function, length: 1, third: 2},
      {name: 'bpf_kfunc', kind: kinds.declarationTag, third: 3, rest: [-1]},
    ],
    /#if defined\(__bpf__\) && !defined\(BPF_NO_KFUNC_PROTOTYPES\)[\s\S]*extern int bpf_do\(int flags\) __weak __ksym;/,
  ],
])('writes %s', (_name, types, expected) => {
  const written = body(types);
  if (typeof expected === 'string') expect(written).toBe(expected);
  else expect(written).toMatch(expected);
});

describeWith(missing, noBtf)("the running kernel's header", () => {
  const btf = noBtf ? undefined : readBtf(readFileSync(running));

  test.each(compilers.map((compiler) => [compiler[0], compiler] as const))(
    'has for %s the sizes and offsets of BTF',
    (_name, compiler) => {
      if (!btf) throw new Error('skipped');
      const assertions = assertionsOf(btf);
      expect(assertions.length).toBeGreaterThan(40_000);
      expect(compileHeader(folder, writeHeader(btf), assertions, compiler)).toBe('');
      expect(
        compileHeader(folder, writeHeader(btf), ['_Static_assert(sizeof(struct list_head) == 17, "");'], compiler),
      ).toContain('error');
    },
  );

  test('has the bitfields of BTF: clang writes the same ones into what it compiles', () => {
    if (!btf) throw new Error('skipped');
    const tags = named(btf).map(([tag]) => tag);
    const variables = tags.map((tag, index) => `${tag} *held_${index};`);
    expect(compileHeader(folder, writeHeader(btf), variables, compilers[0])).toBe('');
    const object = readSections(readFileSync(path.join(folder, 'asserted-clang.o'))).find(({name}) => name === '.BTF');
    const compiled = new Map(
      named(readBtf(object?.bytes.raw ?? new Uint8Array())).map(([tag, ...rest]) => [tag, rest]),
    );
    let compared = 0;
    for (const [tag, size, bitfields] of named(btf)) {
      const theirs = compiled.get(tag);
      if (!theirs) continue;
      compared++;
      if (JSON.stringify(theirs) !== JSON.stringify([size, bitfields]))
        expect([tag, ...theirs]).toEqual([tag, size, bitfields]);
    }
    expect(compared).toBeGreaterThan(5000);
  });
});

const tags = (btf: Btf, name: string): number[] =>
  [kinds.struct, kinds.union, kinds.enum, kinds.enum64, kinds.forward].flatMap((kind) => btf.named(name, kind));

/** Structs with a name that they have alone: size, and each bitfield with offset and bits. */
const named = (btf: Btf): [tag: string, size: number, bitfields: string[]][] => {
  const found: [string, number, string[]][] = [];
  for (let id = btf.first; id < btf.end; id++) {
    const name = btf.name(id);
    if (btf.kind(id) !== kinds.struct || !name || tags(btf, name).length > 1) continue;
    const bitfields = Array.from({length: btf.length(id)}, (_, index) => index)
      .filter((index) => btf.memberBits(id, index) > 0)
      .map((index) => `${btf.memberName(id, index)} ${btf.memberOffset(id, index)} ${btf.memberBits(id, index)}`);
    found.push([`struct ${name}`, btf.size(id), bitfields]);
  }
  return found;
};

const refused = (reason: number) => {
  throw new Failure({what: `refused: ${reason}`});
};

describe('hostile BTF', () => {
  test('anonymous types that hold each other twice do not fill the memory', () => {
    const doubling = Array.from({length: 40}, (_, index) =>
      index === 0
        ? int()
        : struct(
            '',
            4,
            [
              ['a', index, 0],
              ['b', index, 0],
            ],
            kinds.union,
          ),
    );
    const write = () => writeHeader(readBtf(makeBtf([...doubling, struct('s', 4, [['x', 40, 0]])])));
    expect(write).toThrow(/takes more than 16 MB/);
  });

  test('twenty thousand types of one name are numbered one after the other', () => {
    const count = 20_000;
    const kind = (index: number) => (index % 2 === 0 ? kinds.struct : kinds.forward);
    const types = Array.from({length: count}, (_, index) => ({name: 'one', kind: kind(index), flag: index % 4 === 1}));
    const aliases = Array.from({length: count}, () => typedef('two', 1));
    const btf = readBtf(makeBtf([int(), ...types, ...aliases]));
    let header = '';
    // One by one they would be four hundred million looks.
    expect(processorTime(() => (header = writeHeader(btf).toString()))).toBeLessThan(5000);
    // The structs, the unions' declarations, which share one name, and those of structs, which share the first.
    expect(header).toContain(`struct one___${count / 2} {`);
    expect(header).toContain(`union one___${count / 2 + 1};`);
    expect(header).toContain(`typedef int two___${count};`);
    expect(header).not.toContain(`___${count / 2 + 2};\n\nstruct`);
  });

  test('definitions that are large each do not fill the memory all together', () => {
    const long = typedef('a'.repeat(4000), 1);
    const members = Array.from({length: 200}, (_, index): [string, number, number] => [`m${index}`, 2, index * 32]);
    const holders = Array.from({length: 100}, (_, index) => struct(`s${index}`, 800, members));
    const write = () => writeHeader(readBtf(makeBtf([int(), long, ...holders])));
    expect(write).toThrow(/takes more than 64 MB/);
  });

  test.each<[string, readonly Written[], RegExp]>([
    ['a struct that contains itself', [struct('s', 4, [['a', 1, 0]])], /type 1 \(s\) contains itself/],
    [
      'arrays of arrays',
      [int(), ...Array.from({length: 201}, (_, index) => array(index + 1, 1)), typedef('t', 202)],
      /is nested more than 200 types deep/,
    ],
    ['a long name of two types', [int(), ...['a', 'b'].map(() => typedef('n'.repeat(5000), 1))], /4096 bytes or more/],
  ])('%s: refused', (_name, types, expected) => {
    expect(() => body(types)).toThrow(expected);
  });

  test('pointers to one another that no stack holds are refused', () => {
    const pointers = Array.from({length: 90_000}, (_, index) => pointer(index + 1));
    // Each is not far from one that was written.
    const names = Array.from({length: 600}, (_, index) => typedef(`t${index}`, (index + 1) * 150));
    expect(() => body([int(), ...pointers, ...names])).toThrow(/leads outside of itself .*stack/i);
  });

  test('what does not exist is void, and a name outside has no letters', () => {
    // As it is read where nothing was checked before: the kernel's own.
    const sections = readBtfSections(makeBtf([int(), typedef('t', 1), typedef('u', 1)]));
    const words = Uint32Array.from(sections.words);
    const [nameOfT, typeOfU] = [4, 9];
    words[nameOfT] = 0x7fff_ffff;
    words[typeOfU] = 0x7fff_ffff;
    const header = headerBy(newWriter(refused), [{...sections, words}]).toString();
    expect(header).toContain('typedef int;\n\ntypedef void u;\n');
  });

  test('types that end beyond the others are refused', () => {
    const sections = readBtfSections(makeBtf([int(), struct('s', 4, [['a', 1, 0]])]));
    for (const length of [3, 5, 8])
      expect(() => headerBy(newWriter(refused), [{...sections, words: sections.words.slice(0, length)}])).toThrow(
        'refused: 0',
      );
  });

  test('members that overlap are refused', () => {
    expect(() =>
      body([
        int(),
        struct('s', 8, [
          ['a', 1, 0],
          ['b', 1, 16],
        ]),
      ]),
    ).toThrow(/members that overlap/);
  });

  test('what passes the check is written, or refused with its place', () => {
    const good = makeBtf([
      int(),
      char,
      struct('s', 16, [
        ['a', 1, 0, 3],
        ['b', 2, 8, 0],
        ['c', 4, 64, 0],
      ]),
      pointer(3),
      array(2, 4),
      struct('', 4, [['d', 5, 0]], kinds.union),
      struct('o', 24, [
        ['', 6, 0],
        ['s', 3, 64],
      ]),
      {name: 'e', kind: kinds.enum, length: 1, third: 4, rest: ['A', 1]},
      typedef('t', 7),
    ]);
    const change = fc.tuple(fc.nat(good.length - 4), fc.oneof(fc.nat(20), fc.nat(0xffffff), fc.nat(0xffffffff)));
    fc.assert(
      fc.property(fc.array(change, {minLength: 1, maxLength: 4}), (changes) => {
        const bytes = Buffer.from(good);
        for (const [at, value] of changes) bytes.writeUInt32LE(value >>> 0, at & ~3);
        try {
          const btf = readBtf(bytes);
          checkBtf(btf);
          expect(writeHeader(btf).toString()).toMatch(/#endif \/\* __VMLINUX_H__ \*\/\n$/);
        } catch (error) {
          if (!(error instanceof Failure)) throw error;
        }
      }),
      {numRuns: 3000},
    );
  });
});
