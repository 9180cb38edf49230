import {endianness} from 'node:os';
import {Failure} from '../../hosts/failure.ts';
import type {Btf} from '../btf/btf.ts';
import {layouts as known} from '../btf/kinds.ts';
import {malformed} from '../btf/malformed.ts';
import type {Sections} from '../btf/sections.ts';
import {refusalOf} from './refusals.ts';
import {newWriter, type Writer} from './writer.ts';

/**
 * The C header with all types of a kernel, or of a module with what it needs of vmlinux: as `bpftool btf dump format c` writes it, with
 * the same guards and the prototypes of kfuncs, where BTF marks them.
 * @throws Failure for types that C cannot define.
 */
export const writeHeader = (btf: Btf): Buffer =>
  headerBy(
    newWriter((reason, id, more) => {
      throw refusalOf(btf, reason, id, more);
    }),
    btf.parts,
  );

/** The same by a writer, in whose memory the sections may lie already. */
export const headerBy = (writer: Writer, parts: readonly Sections[]): Buffer => {
  try {
    // Whoever makes BTF cannot know which names fall together.
    const seed = BigInt(Math.floor(Math.random() * 2 ** 52));
    const start = writer.writeHeader(putIn(writer, parts), seed);
    return Buffer.from(writer.memory.buffer, start, writer.headerLength());
  } catch (error) {
    if (error instanceof Failure) throw error;
    // It trapped, or its stack was full.
    throw malformed('it', `leads outside of itself (${(error as Error).message})`);
  }
};

/** How many kinds there can be, by the bits that tell them. */
const kinds = 0x80;
const unknown = 0xff;

/** Puts the types where they are read; the first id of the last part. */
const putIn = (writer: Writer, parts: readonly Sections[]): number => {
  // An array that lies in memory has no length any more when that grows.
  const lengths = parts.map(({words}) => words.byteLength);
  const words = placeOf(
    writer,
    parts.map((part) => part.words),
  );
  const strings = placeOf(
    writer,
    parts.map((part) => part.strings),
  );
  const tables = writer.allot(2 * kinds);
  writer.beginTypes(Math.floor(words.length / 12), strings.place, strings.length);
  let [at, first] = [words.place, 1];
  for (const [index, part] of parts.entries()) {
    const end = at + (lengths[index] ?? 0);
    if (endianness() === 'BE') Buffer.from(writer.memory.buffer, at, end - at).swap32();
    Buffer.from(writer.memory.buffer).set(wordsOf(part), tables);
    first = writer.findRecords(at, end, tables, tables + kinds);
    at = end;
  }
  return first;
};

/** Where arrays are in the memory of a writer, one after the other. */
const placeOf = (writer: Writer, arrays: readonly (Uint8Array | Uint32Array)[]) => {
  const length = arrays.reduce((sum, {byteLength}) => sum + byteLength, 0);
  const [{buffer, byteOffset} = Buffer.of()] = arrays;
  if (buffer === writer.memory.buffer) return {place: byteOffset, length};
  const place = writer.allot(length);
  let at = place;
  for (const array of arrays) {
    Buffer.from(array.buffer, array.byteOffset, array.byteLength).copy(Buffer.from(writer.memory.buffer, at));
    at += array.byteLength;
  }
  return {place, length};
};

/** For each kind the words that it has once, then those for each element: `layouts`. */
const wordsOf = ({layouts}: Sections): Uint8Array => {
  const words = new Uint8Array(2 * kinds).fill(unknown);
  for (let kind = 1; kind < kinds; kind++) {
    const {once = unknown, each = unknown} = known[kind] ?? layouts[kind] ?? {};
    words[kind] = once;
    words[kinds + kind] = each;
  }
  return words;
};
