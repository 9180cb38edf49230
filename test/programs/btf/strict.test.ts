import {existsSync, readFileSync} from 'node:fs';
import fc from 'fast-check';
import {exitCodes, Failure} from '../../../src/hosts/failure.ts';
import {readBtf} from '../../../src/programs/btf/btf.ts';
import {kinds} from '../../../src/programs/btf/kinds.ts';
import {checkBtf} from '../../../src/programs/btf/strict.ts';
import {testWith} from '../../lab/needs.ts';
import {array, int, makeBtf, pointer, struct, typedef, type Written} from './make.ts';

const running = '/sys/kernel/btf/vmlinux';
const noBtf = existsSync(running) ? undefined : 'this kernel has no BTF';

const check = (types: readonly Written[]) => () => checkBtf(readBtf(makeBtf(types)));

testWith(false, noBtf)("the running kernel's BTF passes", () => {
  checkBtf(readBtf(readFileSync(running)));
});

/** Each with a type that carries the name in one of the places where C would take it. */
const places: readonly (readonly [string, (name: string) => readonly Written[]])[] = [
  ['struct', (name) => [int(), struct(name, 4, [['x', 1, 0]])]],
  ['union', (name) => [int(), struct(name, 4, [['x', 1, 0]], kinds.union)]],
  ['forward', (name) => [{name, kind: kinds.forward}]],
  ['member', (name) => [int(), struct('s', 4, [[name, 1, 0]])]],
  ['enum', (name) => [{name, kind: kinds.enum, length: 1, third: 4, rest: ['A', 0]}]],
  ['value', (name) => [{name: 'e', kind: kinds.enum, length: 1, third: 4, rest: [name, 0]}]],
  ['value of 64 bits', (name) => [{name: 'e', kind: kinds.enum64, length: 1, third: 8, rest: [name, 0, 1]}]],
  ['typedef', (name) => [int(), typedef(name, 1)]],
  ['int', (name) => [int(name)]],
  ['float', (name) => [{name, kind: kinds.float, third: 8}]],
  ['parameter', (name) => [int(), {kind: kinds.prototype, length: 1, rest: [name, 1]}]],
  ['function', (name) => [{kind: kinds.prototype}, {name, kind: kinds.function, third: 1}]],
  ['variable', (name) => [int(), {name, kind: kinds.variable, third: 1, rest: [1]}]],
];

const hostileNames = [
  'zz { int y; }; __asm__(".incbin \\"/etc/passwd\\"");\nstruct zz2',
  'x/*',
  'x*/',
  'x//',
  'x??/',
  'x\\',
  'x;',
  'x y',
  'x\n#include "/etc/shadow"',
  '#',
  '%:include',
  '$x',
  'x\u00e9',
  '\u202ex',
  '1x',
  'asm',
  '__asm__',
  '__attribute__',
  '_Pragma',
  'typeof',
  'struct',
  'while',
  '__FILE__',
  '__has_include',
  `x${'y'.repeat(600)}`,
];

describe.each(places)('a name of a %s', (_place, types) => {
  test.each(hostileNames)('is refused: %j', (name) => {
    expect(check(types(name))).toThrow(Failure);
    expect(check(types(name))).toThrow(/type \d+.* has a name that is not one of C/);
    expect(check(types(name))).toThrow(expect.objectContaining({exitCode: exitCodes.usage}));
  });
});

test.each(['__builtin_va_list', 'bool', 'true', 'nullptr', 'linux', '__Poly8_t'])('%s may be a name', (name) => {
  expect(check([int(), typedef(name, 1)])).not.toThrow();
});

test.each(['int', 'long unsigned int', '__int128 unsigned', '_Bool', 'unsigned __int128', '__ARRAY_SIZE_TYPE__'])(
  '%s may be an int',
  (name) => {
    expect(check([int(name)])).not.toThrow();
  },
);

test('tags and sections may be called anything, for that is not written', () => {
  const free = '"; __asm__(".incbin x")';
  const types = [
    int(),
    ...[kinds.typeTag, kinds.declarationTag].map((kind) => ({
      name: free,
      kind,
      third: 1,
      rest: kind === kinds.declarationTag ? [-1] : [],
    })),
  ];
  expect(check([...types, {name: free, kind: kinds.section}])).not.toThrow();
});

test.each<[string, readonly Written[], RegExp]>([
  ['a struct within itself', [int(), struct('s', 4, [['s', 2, 0]])], /type 2 \(s\) contains itself/],
  ['two structs within each other', [struct('a', 4, [['b', 2, 0]]), struct('b', 4, [['a', 1, 0]])], /contains itself/],
  ['a struct in an array in itself', [int(), struct('s', 4, [['s', 3, 0]]), array(2, 1)], /contains itself/],
  ['a struct within itself by a typedef', [int(), struct('s', 4, [['s', 3, 0]]), typedef('t', 2)], /contains itself/],
  ['an array of none of itself', [int(), struct('s', 4, [['s', 3, 0]]), array(2, 0)], /contains itself/],
  ['a typedef of itself', [typedef('t', 1)], /contains itself/],
  ['a typedef of a pointer to itself', [typedef('t', 2), pointer(1)], /contains itself/],
  ['a pointer to itself', [pointer(1)], /contains itself/],
  ['const of itself', [{kind: kinds.const, third: 1}], /contains itself/],
  ['a function that takes itself', [{kind: kinds.prototype, length: 1, rest: ['', 1]}], /contains itself/],
  ['an anonymous struct that points to itself', [struct('', 8, [['p', 2, 0]]), pointer(1)], /contains itself/],
  ['an array of itself', [array(1, 2)], /which C cannot have|contains itself/],
  ['too deep an array', [int(), ...Array.from({length: 70}, (_, index) => array(index + 1, 1))], /which C cannot have/],
  [
    'too deep a pointer',
    [int(), ...Array.from({length: 300}, (_, index) => pointer(index + 1))]
      .reverse()
      .map((each, index, all) => (each.kind === kinds.pointer ? pointer(Math.min(index + 2, all.length)) : each)),
    /nested more than 200/,
  ],
  [
    'an array of more than 4 GiB',
    [int(), array(1, 0x40000000), array(2, 2)],
    /type 2 is an array of 1073741824|type 3 is an array/,
  ],
  ['an array of nothing', [array(0, 3, 0)], /which C cannot have/],
  ['a member of nothing', [struct('s', 4, [['x', 0, 0]])], /which has no size/],
  [
    'a member that is only declared',
    [{name: 'f', kind: kinds.forward}, struct('s', 4, [['x', 1, 0]])],
    /which has no size/,
  ],
  ['a member beyond its struct', [int(), struct('s', 4, [['x', 1, 32]])], /ends at bit 64 of 32/],
  ['a member amid a byte', [int(), struct('s', 8, [['x', 1, 3]])], /amid a byte/],
  [
    'a member of a union that begins later',
    [int(), struct('u', 8, [['x', 1, 32]], kinds.union)],
    /of a union that begins/,
  ],
  ['a bitfield wider than its type', [int('char', 1), struct('s', 4, [['x', 1, 0, 9]])], /9 bits/],
  ['a bitfield of a pointer', [int(), pointer(1), struct('s', 8, [['x', 2, 0, 9]])], /9 bits/],
  ['an int of 3 bytes', [int('int', 3)], /integer of 3 bytes/],
  ['an int of no bits', [{name: 'int', kind: kinds.int, third: 4, rest: [0]}], /0 bits/],
  ['an enum of 3 bytes', [{name: 'e', kind: kinds.enum, length: 1, third: 3, rest: ['A', 0]}], /enum of 3 bytes/],
  ['a float of 7 bytes', [{name: 'double', kind: kinds.float, third: 7}], /float of 7 bytes/],
  ['a value without a name', [{name: 'e', kind: kinds.enum, length: 1, third: 4, rest: ['', 0]}], /not one of C/],
  [
    'a pointer to a function, not its type',
    [{kind: kinds.prototype}, {name: 'f', kind: kinds.function, third: 1}, pointer(2)],
    /of type 2, which is none/,
  ],
  ['a function of an int', [int(), {name: 'f', kind: kinds.function, third: 1}], /without prototype/],
  ['a function that returns an array', [int(), array(1, 2), {kind: kinds.prototype, third: 2}], /no function of C/],
  [
    'a parameter of nothing amid others',
    [int(), {kind: kinds.prototype, length: 2, rest: ['a', 0, 'b', 1]}],
    /parameter 0 of type 0/,
  ],
])('refuses %s', (_name, types, message) => {
  expect(check(types)).toThrow(message);
});

/** Types with everything that BTF has, to be spoiled. */
const rich = [
  int(),
  int('char', 1),
  int('long unsigned int', 8, 0),
  struct('node', 24, [
    ['next', 5, 0],
    ['value', 1, 64],
    ['name', 6, 96],
  ]),
  pointer(4),
  array(2, 8),
  typedef('node_t', 4),
  {name: 'color', kind: kinds.enum, length: 2, third: 4, rest: ['RED', 0, 'BLUE', 1]},
  {name: 'wide', kind: kinds.enum64, length: 1, third: 8, rest: ['TOP', 0, 1]},
  {kind: kinds.prototype, length: 2, third: 1, rest: ['a', 5, '', 0]},
  {name: 'f', kind: kinds.function, length: 1, third: 10},
  {name: 'v', kind: kinds.variable, third: 4, rest: [1]},
  {name: '.data', kind: kinds.section, length: 1, third: 24, rest: [12, 0, 24]},
  {name: 'bpf_kfunc', kind: kinds.declarationTag, third: 11, rest: [-1]},
  {name: 'user', kind: kinds.typeTag, third: 4},
  struct('bits', 8, [
    ['a', 1, 0, 3],
    ['b', 1, 3, 5],
    ['c', 2, 8, 0],
  ]),
  struct(
    '',
    8,
    [
      ['a', 1, 0],
      ['b', 3, 0],
    ],
    kinds.union,
  ),
  struct('outer', 16, [
    ['', 17, 0],
    ['bits', 16, 64],
  ]),
  {name: 'later', kind: kinds.forward, flag: true},
  {kind: kinds.const, third: 18},
] satisfies Written[];

const answers = (bytes: Uint8Array): void => {
  try {
    checkBtf(readBtf(bytes));
  } catch (error) {
    if (!(error instanceof Failure)) throw error;
  }
};

test('whatever is made of BTF is taken or refused, never anything else', () => {
  const good = makeBtf(rich);
  expect(check(rich)).not.toThrow();
  const word = fc.tuple(
    fc.nat(good.length - 4),
    fc.oneof(fc.nat(40), fc.nat(0xffffffff), fc.constantFrom(0x7fffffff, 0x80000000, 0xffffffff)),
  );
  fc.assert(
    fc.property(
      fc.array(word, {minLength: 1, maxLength: 6}),
      fc.nat(good.length),
      fc.boolean(),
      (changes, length, cut) => {
        const bytes = Buffer.from(good);
        for (const [at, value] of changes) bytes.writeUInt32LE(value >>> 0, at & ~3);
        answers(cut ? bytes.subarray(0, length) : bytes);
      },
    ),
    {numRuns: 3000},
  );
});

test('bytes of any kind are taken or refused', () => {
  const header = makeBtf([]).subarray(0, 24);
  fc.assert(fc.property(fc.uint8Array({maxLength: 400}), (bytes) => answers(Buffer.concat([header, bytes]))));
  fc.assert(fc.property(fc.uint8Array({maxLength: 100}), answers));
});
