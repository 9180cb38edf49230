import {kinds} from '../../../src/programs/btf/kinds.ts';

/** A type as {@link makeBtf} writes it: numbers as they stand, strings as offsets of names. */
export interface Written {
  readonly name?: string;
  readonly kind: number;
  readonly flag?: boolean;
  readonly length?: number;
  /** The third word: a size or a type. */
  readonly third?: number;
  readonly rest?: readonly (number | string)[];
}

export interface MakeOptions {
  readonly bigEndian?: boolean;
  /** Bytes of the header beyond those of 2018. */
  readonly moreHeader?: readonly number[];
  /** Of split BTF: the length of its base's strings. */
  readonly stringsBefore?: number;
}

/** Made-up BTF, for what no kernel at hand has. Ids count from 1 in the order of `types`. */
export const makeBtf = (
  types: readonly Written[],
  {bigEndian = false, moreHeader = [], stringsBefore = 0}: MakeOptions = {},
): Buffer => {
  let strings = stringsBefore ? '' : '\0';
  const offsets = new Map<string, number>([['', 0]]);
  const intern = (text: string): number => {
    const known = offsets.get(text);
    if (known !== undefined) return known;
    const offset = stringsBefore + Buffer.byteLength(strings);
    offsets.set(text, offset);
    strings += `${text}\0`;
    return offset;
  };
  const words = types.flatMap(({name = '', kind, flag = false, length = 0, third = 0, rest = []}) => [
    intern(name),
    ((flag ? 1 : 0) << 31) | (kind << 24) | length,
    third,
    ...rest.map((each) => (typeof each === 'string' ? intern(each) : each)),
  ]);
  const text = Buffer.from(strings);
  const header = 24 + moreHeader.length * 4;
  const file = Buffer.alloc(header + words.length * 4 + text.length);
  const put = (value: number, at: number) =>
    bigEndian ? file.writeUInt32BE(value >>> 0, at) : file.writeUInt32LE(value >>> 0, at);
  file.set(bigEndian ? [0xeb, 0x9f, 1, 0] : [0x9f, 0xeb, 1, 0]);
  const rest = [header, 0, words.length * 4, words.length * 4, text.length, ...moreHeader];
  for (const [index, value] of rest.entries()) put(value, 4 + index * 4);
  for (const [index, value] of words.entries()) put(value, header + index * 4);
  file.set(text, header + words.length * 4);
  return file;
};

export const int = (name = 'int', size = 4, encoding = 1): Written => ({
  name,
  kind: kinds.int,
  third: size,
  rest: [(encoding << 24) | (size * 8)],
});

export const pointer = (third: number): Written => ({kind: kinds.pointer, third});

export const array = (element: number, length: number, index = 1): Written => ({
  kind: kinds.array,
  rest: [element, index, length],
});

type Member = readonly [name: string, type: number, offset: number, bits?: number];

/** A struct; one with bitfields where a member has bits. */
export const struct = (
  name: string,
  size: number,
  members: readonly Member[],
  kind: number = kinds.struct,
): Written => {
  const flag = members.some(([, , , bits]) => bits !== undefined);
  return {
    name,
    kind,
    flag,
    length: members.length,
    third: size,
    rest: members.flatMap(([member, type, offset, bits = 0]) => [member, type, flag ? (bits << 24) | offset : offset]),
  };
};

export const typedef = (name: string, third: number): Written => ({name, kind: kinds.typedef, third});

export const enumeration = (name: string, values: readonly (readonly [name: string, value: number])[]): Written => ({
  name,
  kind: kinds.enum,
  length: values.length,
  third: 4,
  rest: values.flat(),
});

/** What a function gives back and takes: ids of types. */
export const prototype = (returned: number, parameters: readonly number[]): Written => ({
  kind: kinds.prototype,
  length: parameters.length,
  third: returned,
  rest: parameters.flatMap((type) => ['', type]),
});

export const fn = (name: string, third: number): Written => ({name, kind: kinds.function, third});
