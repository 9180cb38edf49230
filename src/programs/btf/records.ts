import {kinds, layouts as known, type Layout} from './kinds.ts';
import {malformed} from './malformed.ts';
import type {Sections} from './sections.ts';

/** BTF_MAX_TYPE */
const mostTypes = 0xfffff;

/**
 * Where each type's record begins, in words, and that all of them lie within the section and refer to types and strings that exist: what is
 * read through these needs no further check to stay within bounds. The first is of the type with the id `first`: 0, `void`, where there is no base.
 */
export const findRecords = ({words, layouts}: Sections, first: number, stringEnd: number): Uint32Array => {
  const {starts, highestType, highestName} = startsOf(words, layouts, first);
  const typeEnd = first + starts.length;
  if (highestType < typeEnd && highestName < stringEnd) return starts;
  for (let index = first === 0 ? 1 : 0; index < starts.length; index++) {
    const wrong = strayWord(words, starts[index] ?? 0, stringEnd, typeEnd);
    if (wrong < 0) continue;
    throw malformed(placeOf(first + index, wrong), `refers to a type or name that does not exist: ${words[wrong]}`);
  }
  return starts;
};

const placeOf = (id: number, word: number): string => `type ${id}, at byte ${word * 4} of the types,`;

/** In one pass: where each record begins, and the highest type and name that any of them refers to. */
const startsOf = (words: Uint32Array, layouts: readonly Layout[], first: number) => {
  const all = Array.from({length: 0x80}, (_, kind) => known[kind] ?? layouts[kind]);
  const once = Uint8Array.from(all, (layout) => layout?.once ?? 0);
  const each = Uint8Array.from(all, (layout) => layout?.each ?? 0);
  const isKnown = Uint8Array.from(all, (layout, kind) => (layout && kind !== kinds.void ? 1 : 0));
  const starts = new Uint32Array(Math.min(words.length / 3, mostTypes) + 1);
  let count = first === 0 ? 1 : 0;
  let highestType = 0;
  let highestName = 0;
  for (let at = 0, next: number; at < words.length; at = next, count++) {
    const info = words[at + 1] ?? 0;
    const kind = (info >>> 24) & 0x7f;
    const step = each[kind] ?? 0;
    const elements = at + 3 + (once[kind] ?? 0);
    next = elements + step * (info & 0xffffff);
    if (next > words.length) throw malformed(placeOf(first + count, at), 'ends beyond them');
    if (isKnown[kind] === 0) throw malformed(placeOf(first + count, at), `has kind ${kind}, which is not known`);
    if (first + count > mostTypes) throw malformed('it', `has more than ${mostTypes} types`);
    starts[count] = at;
    const name = words[at] ?? 0;
    if (name > highestName) highestName = name;
    const type = refers[kind] === 1 ? (words[at + 2] ?? 0) : 0;
    if (type > highestType) highestType = type;
    if (kind === kinds.array) highestType = highest(words, at + 3, at + 5, 1, highestType);
    if (named[kind] === 1) highestName = highest(words, elements, next, step, highestName);
    if (typed[kind] === 1) highestType = highest(words, elements + 1, next, step, highestType);
    else if (kind === kinds.section) highestType = highest(words, elements, next, step, highestType);
  }
  return {starts: starts.subarray(0, count), highestType, highestName};
};

/** A function of its own, which V8 makes fast sooner than all of what is around it. */
const highest = (words: Uint32Array, from: number, to: number, step: number, known: number): number => {
  let high = known;
  for (let at = from; at < to; at += step) {
    const word = words[at] ?? 0;
    if (word > high) high = word;
  }
  return high;
};

const flags = (...set: readonly number[]): Uint8Array =>
  Uint8Array.from({length: 0x80}, (_, kind) => Number(set.includes(kind)));
const {
  pointer,
  typedef,
  volatile,
  const: constant,
  restrict,
  declarationTag,
  typeTag,
  variable,
  section,
  prototype,
} = kinds;
/** Kinds whose third word is a type. */
const refers = flags(
  pointer,
  typedef,
  volatile,
  constant,
  restrict,
  kinds.function,
  prototype,
  variable,
  declarationTag,
  typeTag,
);
/** Kinds whose elements begin with a name. */
const named = flags(kinds.struct, kinds.union, kinds.enum, kinds.enum64, prototype);
/** Kinds whose elements hold a type after a name, and first. */
const typed = flags(kinds.struct, kinds.union, prototype);

/** The first word of a record that stands for a string or a type which does not exist; -1 where all do. */
const strayWord = (words: Uint32Array, start: number, stringEnd: number, typeEnd: number): number => {
  const info = words[start + 1] ?? 0;
  const kind = (info >>> 24) & 0x7f;
  if ((words[start] ?? 0) >= stringEnd) return start;
  if (refers[kind] && (words[start + 2] ?? 0) >= typeEnd) return start + 2;
  if (kind === kinds.array) {
    if ((words[start + 3] ?? 0) >= typeEnd) return start + 3;
    return (words[start + 4] ?? 0) >= typeEnd ? start + 4 : -1;
  }
  const step = known[kind]?.each ?? 0;
  if (step === 0) return -1;
  const end = start + 3 + step * (info & 0xffffff);
  const type = typed[kind] ? 1 : kind === section ? 0 : -1;
  for (let at = start + 3; at < end; at += step) {
    if (named[kind] && (words[at] ?? 0) >= stringEnd) return at;
    if (type >= 0 && (words[at + type] ?? 0) >= typeEnd) return at + type;
  }
  return -1;
};

/** A record whose names and types are those of another file: `string` and `type` give the new offsets and ids, names in the order of libbpf. */
export const movedRecord = (
  record: readonly number[],
  string: (offset: number) => number,
  type: (id: number) => number,
): number[] => {
  const moved = [...record];
  const move = (at: number, to: (old: number) => number): void => {
    moved[at] = to(record[at] ?? 0);
  };
  const kind = ((record[1] ?? 0) >>> 24) & 0x7f;
  move(0, string);
  if (refers[kind]) move(2, type);
  if (kind === kinds.array) for (const at of [3, 4]) move(at, type);
  const step = known[kind]?.each ?? 0;
  for (let at = 3; step > 0 && at < record.length; at += step) {
    if (named[kind]) move(at, string);
    if (typed[kind]) move(at + 1, type);
    else if (kind === section) move(at, type);
  }
  return moved;
};
