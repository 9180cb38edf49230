// Alignments and places as the compilers of Linux's 64-bit machines and of BPF give them to C.
import * as kinds from './kinds';
import {isFloat} from './numbers';
import {isNarrow, none, resolve, sizeOf} from './sizes';
import * as types from './types';

/** Of the member that was looked at: its type and what is known of it, where its bits begin, and how many it has. */
let looked: u32 = 0;
let known: usize = 0;
export let offset: u64 = 0;
export let bits: u64 = 0;
export let isBitfield: bool = false;

/** Beside an alignment: the struct is packed. */
const packed: u32 = 0x80;

export function isPacked(shape: u32): bool {
  return shape > packed;
}

export function alignOf(shape: u32): u32 {
  return shape & ~packed;
}

/** Looks at a member of the struct whose record is at `holder`; false where there is nothing to write of it. */
export function look(holder: usize, member: usize): bool {
  const type = types.elementType(member);
  const size = lookUp(type);
  looked = type;
  known = types.known(type);
  const word = load<u32>(member, 8);
  const flagged = types.flag(holder);
  offset = flagged ? word & 0xff_ffff : word;
  bits = flagged ? word >>> 24 : 0;
  isBitfield = bits > 0;
  if (!isBitfield) {
    if (size !== none) bits = <u64>size * 8;
    else if (!lookClosely(type)) return false;
  } else if (size === none && sizeOf(type) === none) return false;
  // A member without a name that is not a struct or union only takes place.
  return types.name(member) !== 0 || kinds.isComposite(types.kind(types.record(resolve(type))));
}

/** At what has no size, or is a bitfield itself. */
function lookClosely(type: u32): bool {
  const size = sizeOf(type);
  if (size === none) return false;
  const int = types.record(resolve(type));
  isBitfield = types.kind(int) === kinds.int && (types.intBits(int) !== size * 8 || types.intOffset(int) !== 0);
  if (isBitfield) offset += types.intOffset(int);
  bits = isBitfield ? types.intBits(int) : <u64>size * 8;
  return true;
}

/** Of a struct or union: packed where its members or its size are not where the compiler would put them. */
export function shapeOf(id: u32): u32 {
  lookUp(id);
  return load<u8>(types.known(id) + types.alignAt);
}

/** The bit where the member that was looked at would begin when `position` bits are taken. A bitfield lies within a unit of its type. */
export function place(position: u64, packed: bool): u64 {
  if (!isBitfield) return up(position, packed ? 8 : alignOf(load<u8>(known + types.alignAt)) * 8);
  if (packed) return position;
  const size = sizeOf(looked);
  const unit = <u64>(size === none ? 1 : size) * 8;
  return unit > 0 && (position % unit) + bits > unit ? up(position, unit) : position;
}

export function up(position: u64, step: u64): u64 {
  const beyond = position + step - 1;
  // All but what no compiler makes are powers of two.
  return (step & (step - 1)) === 0 ? beyond & ~(step - 1) : beyond - (beyond % step);
}

/** The size of a type, `none` also for an int that is a bitfield itself. */
function lookUp(type: u32): u32 {
  const place = types.known(type);
  if (load<u8>(place + types.alignAt) === 0) {
    store<u8>(place + types.alignAt, <u8>lookAt(type));
    store<u32>(place + types.sizeAt, isNarrow(types.record(resolve(type))) ? none : sizeOf(type));
  }
  return load<u32>(place + types.sizeAt);
}

function lookAt(id: u32): u32 {
  const own = types.kind(types.record(id));
  if (kinds.isComposite(own)) return lookInto(types.record(id));
  if (own === kinds.pointer) return types.pointerSize;
  let behind = resolve(id);
  let at = types.record(behind);
  while (types.kind(at) === kinds.array) {
    behind = resolve(types.arrayElement(at));
    at = types.record(behind);
  }
  const kind = types.kind(at);
  if (behind !== id && kinds.isComposite(kind)) return alignOf(shapeOf(behind));
  const found = sizeOf(behind);
  const size: u32 = found === none ? 1 : found;
  // Other floats are written as bytes.
  if (size !== 4 && size !== 8 && (kind === kinds.float || isFloat(types.name(at)))) return 1;
  return size === 16 && types.pointerSize === 8 ? 16 : min(size, types.pointerSize);
}

function lookInto(holder: usize): u32 {
  let align: u32 = 1;
  let apart = false;
  const end = types.elementsEnd(holder, types.memberBytes);
  for (let member = types.elements(holder); member < end; member += types.memberBytes) {
    if (!look(holder, member)) continue;
    align = max(align, alignOf(load<u8>(known + types.alignAt)));
    apart = apart || place(offset, false) !== offset;
  }
  return apart || types.size(holder) % align !== 0 ? 1 | packed : align;
}
