import type {Btf} from '../btf/btf.ts';
import {kinds} from '../btf/kinds.ts';
import {isFloat} from '../btf/names.ts';
import {isComposite, isEnum, type Place, placeOf, resolve, sizeOf} from '../btf/sizes.ts';

/** How a compiler lays out what is written of a type, so that it comes out as in BTF. */
export interface Shape {
  /** Bytes. */
  readonly align: number;
  readonly packed: boolean;
}

const up = (position: number, step: number): number => Math.ceil(position / step) * step;

/** Alignments and places as the compilers of Linux's 64-bit machines and of BPF give them to C. */
export class CLayout {
  readonly #btf: Btf;
  readonly #pointer: number;
  readonly #shapes = new Map<number, Shape>();

  constructor(btf: Btf) {
    this.#btf = btf;
    this.#pointer = btf.pointerSize;
  }

  align(id: number): number {
    const btf = this.#btf;
    let at = resolve(btf, id);
    while (btf.kind(at) === kinds.array) at = resolve(btf, btf.arrayElement(at));
    const kind = btf.kind(at);
    if (isComposite(kind)) return this.shape(at).align;
    const size = sizeOf(btf, at) ?? 1;
    // Other floats are written as bytes.
    if (size !== 4 && size !== 8 && (kind === kinds.float || isFloat(btf.name(at)))) return 1;
    return size === 16 && this.#pointer === 8 ? 16 : Math.min(size, this.#pointer);
  }

  /** Of a struct or union: packed where its members or its size are not where the compiler would put them. */
  shape(id: number): Shape {
    const known = this.#shapes.get(id);
    if (known) return known;
    const btf = this.#btf;
    let [align, packed] = [1, false];
    for (let index = 0; index < btf.length(id); index++) {
      const place = placeOf(btf, id, index);
      if (!place || isPadding(btf, id, index)) continue;
      const type = btf.memberType(id, index);
      align = Math.max(align, this.align(type));
      packed ||= this.#next(place, type, place.offset) !== place.offset;
    }
    packed ||= btf.size(id) % align !== 0;
    const shape = packed ? {align: 1, packed} : {align, packed};
    this.#shapes.set(id, shape);
    return shape;
  }

  /** The bit where a member begins that is written when POSITION bits are taken. */
  place(id: number, member: number, place: Place, position: number): number {
    if (!this.shape(id).packed) return this.#next(place, this.#btf.memberType(id, member), position);
    return place.bitfield ? position : up(position, 8);
  }

  /** A bitfield lies within a unit of its type; anything else begins at a multiple of its alignment. */
  #next({bits, bitfield}: Place, type: number, position: number): number {
    if (!bitfield) return up(position, this.align(type) * 8);
    const unit = (sizeOf(this.#btf, type) ?? 1) * 8;
    return (position % unit) + bits > unit ? up(position, unit) : position;
  }
}

/** A member without a name that is not a struct or union only takes place. */
export const isPadding = (btf: Btf, id: number, member: number): boolean =>
  btf.memberName(id, member) === '' && !isComposite(btf.kind(resolve(btf, btf.memberType(id, member))));

const units = new Map([
  [1, 'char'],
  [2, 'short'],
  [4, 'int'],
  [8, 'long long'],
]);

/** More bytes than this are written as an array. */
const most = 512;

/** Lines that take the bits from START to END in a struct without changing its alignment. */
export const padding = (start: number, end: number, {align, packed}: Shape): string[] => {
  const bytes = Math.floor(end / 8) - Math.ceil(start / 8);
  if (bytes > most) {
    const first = up(start, 8);
    const last = first + bytes * 8;
    const shape = {align: 1, packed};
    return [...padding(start, first, shape), `char __pad_${first / 8}[${bytes}];`, ...padding(last, end, shape)];
  }
  const unit = packed ? 64 : Math.min(align, 8) * 8;
  const lines: string[] = [];
  for (let at = start; at < end; ) {
    const bits = Math.min(end - at, packed ? unit : unit - (at % unit));
    lines.push(`${units.get(unit / 8)}: ${bits};`);
    at += bits;
  }
  return lines;
};

/** Whether a type is an enum without a name, which is written where it is used. */
export const isAnonymousEnum = (btf: Btf, id: number): boolean => isEnum(btf.kind(id)) && btf.name(id) === '';
