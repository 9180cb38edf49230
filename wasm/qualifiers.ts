// Qualifiers between a name and its type, as they were met: of a pointer, and within that of what it points to.
import * as kinds from './kinds';
import * as output from './output';
import {begins} from './text';
import * as types from './types';

/** Where the next one goes. */
export let top: usize = 0;

/** No type stands twice in a declaration that C can have. */
export function beginQualifiers(): void {
  top = heap.alloc((<usize>types.end) << 2);
}

/** Adds a modifier to those from one on. An array of constants may be constant itself: once is enough for C. */
export function add(from: usize, modifier: usize): void {
  const kind = types.kind(modifier);
  if (kind === kinds.restrict || (kind === kinds.typeTag && !isAddressSpace(modifier))) return;
  for (let at = from; at < top; at += 4) if (kind !== kinds.typeTag && types.kind(load<u32>(at)) === kind) return;
  store<u32>(top, <u32>modifier);
  top += 4;
}

/** Writes those from one on, and forgets them. */
export function write(from: usize): void {
  for (let at = from; at < top; at += 4) {
    const modifier = <usize>load<u32>(at);
    const kind = types.kind(modifier);
    if (kind !== kinds.typeTag) output.text(kind === kinds.constant ? 'const ' : 'volatile ');
    else {
      output.text('__attribute__((');
      output.name(types.name(modifier), 1);
      output.text(')) ');
    }
  }
  top = from;
}

export function drop(from: usize): void {
  top = from;
}

/** The only attribute among type tags that changes what a declaration means to a compiler: pointers into an arena. */
function isAddressSpace(modifier: usize): bool {
  const name = types.name(modifier);
  if (!types.flag(modifier) || name === 0 || !begins(name, 'address_space(')) return false;
  const first = name + 14;
  let at = first;
  while (load<u8>(at) >= 0x30 && load<u8>(at) <= 0x39) at++;
  return at > first && at - first <= 3 && load<u8>(at) === 0x29 && load<u8>(at + 1) === 0;
}
