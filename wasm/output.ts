// The bytes of a header under way. Names are copied from where BTF has them.
import {tooLarge} from './reasons';
import {refuse} from './refuse';
import {zeroIn} from './text';

/** Real ones have up to 10 MB. */
const largest: usize = 64 << 20;

/** More than eight bytes, which are written at once, and more than any number has. */
const spare: usize = 64;

let start: usize = 0;
let room: usize = 0;
/** Bytes that were written. */
export let length: usize = 0;

/** `bytes` are as many as there will be, or nearly. */
export function beginOutput(bytes: usize): void {
  room = min(bytes, largest);
  start = heap.alloc(room + spare);
}

/** Where all that was written begins: elsewhere when there is more. */
export function written(): usize {
  return start;
}

/** Has room for so many bytes more, and for `spare`. */
function hold(bytes: usize): void {
  if (length + bytes > room) grow(bytes);
}

function grow(bytes: usize): void {
  if (length + bytes > largest) refuse(tooLarge, 0, 0);
  room = min((length + bytes) * 2, largest);
  const bigger = heap.alloc(room + spare);
  memory.copy(bigger, start, length);
  start = bigger;
}

export function byte(code: u8): void {
  hold(1);
  store<u8>(start + length++, code);
}

/** ASCII. Strings of AssemblyScript have two bytes for each character. */
export function text(ascii: string): void {
  const count = <usize>ascii.length;
  hold(count);
  const from = changetype<usize>(ascii);
  const to = start + length;
  for (let done: usize = 0; done < count; done += 4) {
    const four = load<u64>(from + (done << 1));
    const pairs = (four | (four >> 8)) & 0xffff_0000_ffff;
    store<u32>(to + done, <u32>(pairs | (pairs >> 16)));
  }
  length += count;
}

/** A text of BTF; the COUNTth that is called so, if it is not the first. */
export function name(from: usize, count: u32): void {
  if (from !== 0) copy(from);
  if (count < 2) return;
  text('___');
  number(count);
}

function copy(from: usize): void {
  for (let at = from; ; at += 8) {
    hold(8);
    const bytes = load<u64>(at);
    store<u64>(start + length, bytes);
    const zero = zeroIn(bytes);
    if (zero !== 0) {
      length += <usize>ctz(zero) >> 3;
      return;
    }
    length += 8;
  }
}

/** What was written before, once more. */
export function again(from: usize, count: usize): void {
  hold(count);
  const to = start + length;
  for (let done: usize = 0; done < count; done += 8) store<u64>(to + done, load<u64>(start + from + done));
  length += count;
}

export function number(value: u64): void {
  hold(spare);
  let digits: usize = 1;
  for (let rest = value; rest > 9; rest /= 10) digits++;
  length += digits;
  for (let place = start + length; digits > 0; digits--, value /= 10) store<u8>(--place, <u8>(0x30 + (value % 10)));
}

export function indent(depth: u32): void {
  for (let level: u32 = 0; level < depth; level++) byte(0x09);
}
