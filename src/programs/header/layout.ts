import type {Btf} from '../btf/btf.ts';
import {kinds} from '../btf/kinds.ts';
import {isFloat} from '../btf/names.ts';
import {isComposite, isEnum, placeOf, resolve, sizeOf} from '../btf/sizes.ts';

/** How a compiler lays out what is written of a type, so that it comes out as in BTF. */
export interface Shape {
  /** Bytes. */
  readonly align: number;
  readonly packed: boolean;
}

const up = (position: number, step: number): number => Math.ceil(position / step) * step;

/** In the table of alignments: the struct is packed. */
const isPacked = 0x80;
/** In the table of sizes: there is none, or the type is a bitfield itself. */
const odd = 0xffff_ffff;

/** Alignments and places as the compilers of Linux's 64-bit machines and of BPF give them to C. */
export class CLayout {
  readonly #btf: Btf;
  /** By type, as far as it was looked at; 0 is none yet. */
  readonly #aligns: Uint8Array;
  readonly #sizes: Uint32Array;
  /** Of the member that was looked at, which is no object because there are so many: its type, where its bits begin, and how many it has. */
  type = 0;
  offset = 0;
  bits = 0;
  isBitfield = false;

  constructor(btf: Btf) {
    this.#btf = btf;
    this.#aligns = new Uint8Array(btf.end);
    this.#sizes = new Uint32Array(btf.end);
  }

  /** Looks at a member; false where there is nothing to write of it. */
  look(id: number, member: number): boolean {
    const btf = this.#btf;
    const type = btf.memberType(id, member);
    const size = this.#sizeOf(type);
    this.type = type;
    this.offset = btf.memberOffset(id, member);
    this.bits = btf.memberBits(id, member);
    this.isBitfield = this.bits > 0;
    if (size === odd) {
      const place = placeOf(btf, id, member);
      if (!place) return false;
      this.offset = place.offset;
      this.bits = place.bits;
      this.isBitfield = place.bitfield;
    } else if (!this.isBitfield) this.bits = size * 8;
    // A member without a name that is not a struct or union only takes place.
    return btf.memberNameAt(id, member) !== 0 || isComposite(btf.kind(resolve(btf, type)));
  }

  /** Of a struct or union: packed where its members or its size are not where the compiler would put them. */
  shape(id: number): Shape {
    this.#sizeOf(id);
    const align = this.#aligns[id] ?? 1;
    return {align: align & ~isPacked, packed: align > isPacked};
  }

  /** The bit where the member that was looked at would begin when POSITION bits are taken. A bitfield lies within a unit of its type. */
  place(position: number, packed: boolean): number {
    if (!this.isBitfield) return up(position, packed ? 8 : ((this.#aligns[this.type] ?? 1) & ~isPacked) * 8);
    if (packed) return position;
    const unit = (sizeOf(this.#btf, this.type) ?? 1) * 8;
    return (position % unit) + this.bits > unit ? up(position, unit) : position;
  }

  #sizeOf(type: number): number {
    if (this.#aligns[type] === 0) {
      this.#aligns[type] = this.#align(type);
      this.#sizes[type] = sizeOf(this.#btf, type) ?? odd;
      const int = resolve(this.#btf, type);
      if (
        this.#btf.kind(int) === kinds.int &&
        (this.#btf.intBits(int) !== this.#btf.size(int) * 8 || this.#btf.intOffset(int) !== 0)
      )
        this.#sizes[type] = odd;
    }
    return this.#sizes[type] ?? odd;
  }

  #align(id: number): number {
    const btf = this.#btf;
    const kind = btf.kind(id);
    if (isComposite(kind)) return this.#alignOfMembers(id);
    if (kind === kinds.pointer) return btf.pointerSize;
    let at = resolve(btf, id);
    while (btf.kind(at) === kinds.array) at = resolve(btf, btf.arrayElement(at));
    if (at !== id && isComposite(btf.kind(at))) return this.shape(at).align;
    const size = sizeOf(btf, at) ?? 1;
    // Other floats are written as bytes.
    if (size !== 4 && size !== 8 && (btf.kind(at) === kinds.float || isFloat(btf.name(at)))) return 1;
    return size === 16 && btf.pointerSize === 8 ? 16 : Math.min(size, btf.pointerSize);
  }

  #alignOfMembers(id: number): number {
    let align = 1;
    let packed = false;
    for (let index = 0; index < this.#btf.length(id); index++) {
      if (!this.look(id, index)) continue;
      align = Math.max(align, (this.#aligns[this.type] ?? 1) & ~isPacked);
      packed ||= this.place(this.offset, false) !== this.offset;
    }
    packed ||= this.#btf.size(id) % align !== 0;
    return packed ? 1 | isPacked : align;
  }
}

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
export const isAnonymousEnum = (btf: Btf, id: number): boolean => isEnum(btf.kind(id)) && btf.nameAt(id) === 0;
