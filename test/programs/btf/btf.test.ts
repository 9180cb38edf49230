import {execFileSync} from 'node:child_process';
import {existsSync, readdirSync, readFileSync} from 'node:fs';
import {exitCodes, Failure} from '../../../src/hosts/failure.ts';
import {type Btf, readBtf} from '../../../src/programs/btf/btf.ts';
import {kinds} from '../../../src/programs/btf/kinds.ts';
import {describeWith, find, lacking, testWith} from '../../lab/needs.ts';
import {processorTime} from '../../processor-time.ts';
import {array, int, makeBtf, pointer, struct, typedef} from './make.ts';

const running = '/sys/kernel/btf/vmlinux';
const noBtf = existsSync(running) ? undefined : 'this kernel has no BTF';

/** A type as `bpftool --json btf dump` prints it, as far as it is compared. */
interface Dumped {
  readonly id: number;
  readonly kind: string;
  readonly name: string;
  readonly size?: number;
  readonly type_id?: number;
  readonly ret_type_id?: number;
  readonly nr_elems?: number;
  readonly members?: readonly {name: string; type_id: number; bits_offset: number; bitfield_size?: number}[];
  readonly params?: readonly {name: string; type_id: number}[];
  readonly values?: readonly {name: string; val: string}[];
}

describeWith(false, noBtf)("the running kernel's BTF", () => {
  const bytes = noBtf ? Buffer.alloc(0) : readFileSync(running);

  testWith(lacking('bpftool'))('is what bpftool reads: every type, member, parameter and value', () => {
    const btf = readBtf(bytes);
    const dump = execFileSync(find('bpftool') ?? '', ['--json', 'btf', 'dump', 'file', running], {maxBuffer: 1 << 30});
    // Numbers of 64 bits, which JSON would round.
    const exact = dump.toString().replace(/"val":(-?\d+)/g, '"val":"$1"');
    const {types} = JSON.parse(exact) as {types: readonly Dumped[]};
    expect(btf.end).toBe(types.length + 1);
    for (const type of types) compare(btf, type);
  });

  test('is found by name, flavors beside', () => {
    const btf = readBtf(bytes);
    const [id = 0] = btf.named('task_struct', kinds.struct);
    expect(btf.name(id)).toBe('task_struct');
    expect(btf.flavors('task_struct')).toContain(id);
    expect(btf.named('task_struct___new', kinds.struct)).toEqual([]);
    expect(btf.named('', kinds.struct)).toEqual([]);
  });

  test('finds each type that has a name by it', () => {
    const btf = readBtf(bytes);
    for (let id = btf.first; id < btf.end; id += 97)
      if (btf.name(id)) expect(btf.named(btf.name(id), btf.kind(id))).toContain(id);
  });

  const modules = noBtf ? [] : readdirSync('/sys/kernel/btf').filter((name) => name !== 'vmlinux');
  testWith(false, modules.length > 0 ? false : 'this kernel has no modules with BTF')('is a base of modules', () => {
    const base = readBtf(bytes);
    const btf = readBtf(readFileSync(`/sys/kernel/btf/${modules[0]}`), base);
    expect(btf.first).toBe(base.end);
    expect(btf.named('task_struct', kinds.struct)).toEqual(base.named('task_struct', kinds.struct));
  });
});

const compare = (btf: Btf, dumped: Dumped): void => {
  const {id, name} = dumped;
  // bpftool 7.1 extends the sign of unsigned values of 32 bits.
  const low = (value: bigint): string => String(BigInt.asUintN(dumped.kind === 'ENUM' ? 32 : 64, value));
  const plain = (text: string): string => (text === '(anon)' ? '' : text);
  const members = dumped.members?.map((each, index) => ({
    name: btf.memberName(id, index) || '(anon)',
    type_id: btf.memberType(id, index),
    bits_offset: btf.memberOffset(id, index),
    ...(each.bitfield_size !== undefined && {bitfield_size: btf.memberBits(id, index)}),
  }));
  if (members && JSON.stringify(members) !== JSON.stringify(dumped.members)) expect(members).toEqual(dumped.members);
  const found = {
    name: btf.name(id),
    ...(dumped.size !== undefined && {size: btf.size(id)}),
    ...(dumped.type_id !== undefined && {type_id: dumped.kind === 'ARRAY' ? btf.arrayElement(id) : btf.type(id)}),
    ...(dumped.ret_type_id !== undefined && {ret_type_id: btf.type(id)}),
    ...(dumped.nr_elems !== undefined && {nr_elems: btf.arrayLength(id)}),
    params: dumped.params?.map((_, index) => [btf.parameterName(id, index), btf.parameterType(id, index)]),
    values: dumped.values?.map((_, index) => [btf.valueName(id, index), low(btf.value(id, index))]),
  };
  const expected = {
    name: plain(name),
    ...(dumped.size !== undefined && {size: dumped.size}),
    ...(dumped.type_id !== undefined && {type_id: dumped.type_id}),
    ...(dumped.ret_type_id !== undefined && {ret_type_id: dumped.ret_type_id}),
    ...(dumped.nr_elems !== undefined && {nr_elems: dumped.nr_elems}),
    params: dumped.params?.map((each) => [plain(each.name), each.type_id]),
    values: dumped.values?.map((each) => [each.name, low(BigInt(each.val))]),
  };
  if (JSON.stringify(found) !== JSON.stringify(expected)) expect({id, ...found}).toEqual({id, ...expected});
};

const shapes = [
  int(),
  struct('point', 8, [
    ['x', 1, 0],
    ['y', 1, 32],
  ]),
  struct('bits', 4, [
    ['low', 1, 0, 3],
    ['high', 1, 3, 29],
  ]),
  {name: 'sign', kind: kinds.enum, flag: true, length: 2, third: 4, rest: ['MINUS', -1, 'PLUS', 1]},
  {name: 'wide', kind: kinds.enum64, length: 1, third: 8, rest: ['TOP', 0, 0x80000000]},
  array(2, 7),
  pointer(2),
  typedef('point_t', 2),
  {kind: kinds.prototype, length: 2, third: 1, rest: ['p', 7, '', 0]},
  {name: 'move', kind: kinds.function, length: 1, third: 9},
  {name: 'bpf_kfunc', kind: kinds.declarationTag, third: 10, rest: [-1]},
  {name: 'origin', kind: kinds.variable, third: 2, rest: [1]},
  {name: '.data', kind: kinds.section, length: 1, third: 8, rest: [12, 0, 8]},
  {name: 'double', kind: kinds.float, third: 8},
];

describe.each([false, true])('made-up BTF, big endian: %s', (bigEndian) => {
  const btf = readBtf(makeBtf(shapes, {bigEndian}));

  test('is read in its byte order', () => {
    expect(btf.littleEndian).toBe(!bigEndian);
    expect([btf.memberName(2, 1), btf.memberOffset(2, 1), btf.memberBits(2, 1)]).toEqual(['y', 32, 0]);
    expect([btf.memberOffset(3, 1), btf.memberBits(3, 1)]).toEqual([3, 29]);
    expect([btf.value(4, 0), btf.value(4, 1), btf.value(5, 0)]).toEqual([-1n, 1n, 1n << 63n]);
    expect([btf.arrayElement(6), btf.arrayLength(6), btf.arrayIndex(6)]).toEqual([2, 7, 1]);
    expect([btf.parameterName(9, 0), btf.parameterType(9, 0), btf.parameterType(9, 1)]).toEqual(['p', 7, 0]);
    expect([btf.length(10), btf.type(10), btf.tagComponent(11), btf.linkage(12)]).toEqual([1, 9, -1, 1]);
    expect([btf.sectionType(13, 0), btf.sectionOffset(13, 0), btf.sectionSize(13, 0)]).toEqual([12, 0, 8]);
    expect([btf.size(14), btf.intBits(1), btf.intEncoding(1), btf.kind(0), btf.kind(99)]).toEqual([8, 32, 1, 0, 0]);
  });

  test('is read where it does not lie on a word', () => {
    const shifted = Buffer.concat([Buffer.alloc(1), makeBtf(shapes, {bigEndian})]).subarray(1);
    expect(readBtf(shifted).memberOffset(2, 1)).toBe(32);
  });
});

test('a split file continues the ids and strings of its base', () => {
  const base = readBtf(makeBtf([int(), struct('own', 4, [['x', 1, 0]])]));
  const size = '\0int\0own\0x\0'.length;
  const btf = readBtf(makeBtf([pointer(2), struct('own___v2', 8, [['owner', 3, 0]])], {stringsBefore: size}), base);
  expect([btf.first, btf.end]).toEqual([3, 5]);
  expect([btf.name(2), btf.type(3), btf.name(4), btf.memberName(4, 0)]).toEqual(['own', 2, 'own___v2', 'owner']);
  expect([btf.named('own', kinds.struct), btf.flavors('own'), btf.named('own___v2', kinds.struct)]).toEqual([
    [2],
    [2, 4],
    [4],
  ]);
});

test('a newer header tells how long the kinds are that are not known here', () => {
  const layouts = Array.from({length: 21}, (_, kind) => (kind === 20 ? [4, 8, 0, 0] : [0, 0, 0, 0])).flat();
  const types = [int(), {name: 'new', kind: 20, length: 2, rest: [1, 2, 3, 4, 5]}, pointer(1)];
  const plain = makeBtf(types, {moreHeader: [0, layouts.length]});
  const file = Buffer.concat([plain, Buffer.from(layouts)]);
  file.writeUInt32LE(plain.length - 32, 24);
  const btf = readBtf(file);
  expect([btf.end, btf.kind(2), btf.kind(3), btf.type(3)]).toEqual([4, 20, kinds.pointer, 1]);
});

const changed = (at: number, ...bytes: number[]): Buffer => {
  const file = makeBtf(shapes);
  file.set(bytes, at);
  return file;
};

test.each<[string, Buffer, RegExp]>([
  ['nothing', Buffer.alloc(0), /header has 0 bytes of 24/],
  ['text', Buffer.from('#ifndef __VMLINUX_H__\n#define'), /does not begin with the number eb9f/],
  ['another version', changed(2, 2), /says version 2/],
  ['a header longer than the file', changed(4, 0xff, 0xff), /says that it has 65535 bytes/],
  ['types beyond the file', changed(12, 0, 0, 0, 0x7f), /type section ends at byte \d+ of/],
  ['strings beyond the file', changed(20, 0xff, 0xff), /string section ends at byte \d+ of/],
  ['types that are cut off', changed(12, 0x14, 0), /type 2, at byte 16 of the types, ends beyond them/],
  ['no string at all', makeBtf([int('')]).subarray(0, -1), /string section ends/],
  ['a string without an end', Buffer.from([...makeBtf(shapes).subarray(0, -1), 0x65]), /last string has no end/],
  ['a kind that is not known', makeBtf([int(), {kind: 25}]), /type 2, at byte 16 of the types, has kind 25/],
  ['void as a type', makeBtf([{kind: 0}]), /has kind 0/],
  ['a name beyond the strings', changed(24, 0xff, 0xff, 0xff), /type 1, .* does not exist: 16777215/],
  ['a type that does not exist', makeBtf([pointer(2)]), /type 1, at byte 8 of the types, refers .* exist: 2/],
  ['a member of such a type', makeBtf([struct('s', 4, [['x', 5, 0]])]), /exist: 5/],
  ['an array of such a type', makeBtf([array(1, 1, 9)]), /exist: 9/],
])('refuses %s, and says where', (_name, bytes, message) => {
  const read = () => readBtf(bytes);
  expect(read).toThrow(Failure);
  expect(read).toThrow(message);
  expect(read).toThrow(expect.objectContaining({exitCode: exitCodes.usage}));
});

describe('made-up names', () => {
  /** Types whose names each begin at a place of their own amid one string. */
  const amid = (count: number): Buffer => {
    const name = 'a'.repeat(count);
    const file = makeBtf(Array.from({length: count}, () => ({name, kind: kinds.forward})));
    for (let index = 0; index < count; index++) file.writeUInt32LE(1 + index, 24 + index * 12);
    return file;
  };

  test('that lie amid one another are not read for each type', () => {
    const btf = readBtf(amid(100_000));
    // That would be five billion bytes.
    expect(processorTime(() => expect(btf.named('a', kinds.forward)).toEqual([100_000]))).toBeLessThan(12_000);
    expect(() => btf.name(1)).toThrow('a name has 4096 bytes or more');
    expect(btf.name(99_999)).toBe('aa');
  });

  test('that ten thousand types have are not each compared', () => {
    const btf = readBtf(makeBtf(Array.from({length: 10_000}, () => struct('one', 0, []))));
    expect(btf.flavors('one').length).toBeLessThanOrEqual(1024);
  });
});
