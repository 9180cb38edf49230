// Types by their id, read where they lie. For each there is what is known of it, beside where its record is: what is looked at together lies together.
import * as kinds from './kinds';
import {isLong} from './numbers';
import * as reasons from './reasons';
import {refuse} from './refuse';

/** Bytes that each record has, before those that its kind asks for. */
const common: usize = 12;

const knownBytes: usize = 20;

/** BTF_MAX_TYPE */
const mostTypes: u32 = 0xfffff;

let knowns: usize = 0;
let strings: usize = 0;
let stringBytes: u32 = 0;
/** Ids are below this. */
export let end: u32 = 1;
export let pointerSize: u32 = 8;
/** All records and strings together. */
export let bytes: usize = 0;

/** For ids up to `count`, and strings that lie at `place` and end with 0. */
export function beginTypes(count: u32, place: usize, length: u32): void {
  knowns = heap.alloc(<usize>(min(count, mostTypes) + 2) * knownBytes);
  strings = place;
  stringBytes = length;
  bytes = <usize>length + <usize>count * common;
  const nothing = heap.alloc(64);
  store<u32>(knowns, <u32>nothing);
}

/**
 * Finds the records from `start` up to `last`, and gives the id of the first. How many words those of a kind have once and for each element, `once` and `each`
 * tell: 255 where it is unknown. What they refer to is looked at when it is used.
 */
export function findRecords(start: usize, last: usize, once: usize, each: usize): u32 {
  const first = end;
  let id = end;
  for (let at = start; at < last; id++) {
    const info = load<u32>(at, 4);
    const kind = (info >>> 24) & 0x7f;
    const step = <usize>load<u8>(each + kind);
    const record = common + ((<usize>load<u8>(once + kind) + step * (info & 0xffffff)) << 2);
    if (id > mostTypes || step === unknown || record > last - at) refuse(reasons.unreadable, id, 0);
    store<u32>(knowns + <usize>id * knownBytes, <u32>at);
    at += record;
  }
  end = id;
  return first;
}

/** What is told of a kind that is not known. */
const unknown: usize = 255;

/** Bytes of a pointer: as many as a long, the only sign of it in BTF (libbpf, determine_ptr_size); 8 where there is none. */
export function findPointerSize(): void {
  for (let id: u32 = 1; id < end; id++) {
    const at = record(id);
    if (kind(at) !== kinds.int || !isLong(name(at))) continue;
    pointerSize = size(at) === 4 ? 4 : 8;
    return;
  }
}

/** Where what is known of a type is; of `void`, where there is no such type. */
export function known(id: u32): usize {
  return knowns + (id < end ? <usize>id : 0) * knownBytes;
}

/** Where a type's record is. */
export function record(id: u32): usize {
  return load<u32>(known(id));
}

// What is known of a type, by `known`: all of it 0 at first.

/** Which of its name it is: 1 for NAME, 2 for `NAME___2`. */
export const countAt: usize = 4;
/** Bytes of its values, as a member looks them up. */
export const sizeAt: usize = 8;
/** Where what stands before a declared name was written last. */
export const writtenAt: usize = 12;
/** How long that is, and what else is known of it. */
export const lengthAt: usize = 16;
/** How a compiler aligns it. */
export const alignAt: usize = 18;
/** How far its definition has come. */
export const stateAt: usize = 19;

// Of a record.

/** One of `kinds`. */
export function kind(at: usize): u32 {
  return load<u8>(at, 7) & 0x7f;
}

/** Members, values, parameters. */
export function length(at: usize): u32 {
  return load<u32>(at, 4) & 0xffffff;
}

/** kind_flag: a struct with bitfields, an enum with negative values, a forward of a union, a tag that is an attribute. */
export function flag(at: usize): bool {
  return load<u8>(at, 7) >= 0x80;
}

/** Bytes of an int, float, enum, struct or union. */
export function size(at: usize): u32 {
  return load<u32>(at, 8);
}

/** What a pointer, typedef, modifier, tag or function is of, and what a prototype returns. */
export function type(at: usize): u32 {
  return load<u32>(at, 8);
}

/** Where the name of a type, member, value or parameter is; 0 for what is anonymous. */
export function name(at: usize): usize {
  const offset = load<u32>(at);
  return offset < stringBytes && load<u8>(strings + offset) !== 0 ? strings + offset : 0;
}

/** The bits of an int, and where they begin: other than 0 in bitfields of old compilers only. */
export function intBits(at: usize): u32 {
  return load<u8>(at, 12);
}

export function intOffset(at: usize): u32 {
  return load<u8>(at, 14);
}

/** 1 signed, 2 char, 4 bool, together. */
export function intEncoding(at: usize): u32 {
  return load<u8>(at, 15) & 0xf;
}

export function arrayElement(at: usize): u32 {
  return load<u32>(at, 12);
}

export function arrayLength(at: usize): u32 {
  return load<u32>(at, 20);
}

/** Which member or parameter a declaration tag is for; -1 for the whole. */
export function tagComponent(at: usize): i32 {
  return load<i32>(at, 12);
}

/** Where the members of a struct, the values of an enum, the parameters of a prototype begin. */
export function elements(at: usize): usize {
  return at + common;
}

/** Where they end, by the bytes of each. */
export function elementsEnd(at: usize, each: usize): usize {
  return at + common + <usize>length(at) * each;
}

/** Bytes of each. */
export const memberBytes: usize = 12;
export const parameterBytes: usize = 8;

export function valueBytes(kind: u32): usize {
  return kind === kinds.enum64 ? 12 : 8;
}

/** Of a member or parameter: 0 in the last parameter means `...`. */
export function elementType(element: usize): u32 {
  return load<u32>(element, 4);
}
