// How far each type's definition has come, in bits of one byte.
import * as types from './types';

export const nameBegun: u8 = 1;
export const nameDone: u8 = 2;
export const wholeBegun: u8 = 4;
export const wholeDone: u8 = 8;
/** An enum without a name that stands where it is used. */
const inlined: u8 = 16;

export function stateOf(id: u32): u8 {
  return load<u8>(types.known(id) + types.stateAt);
}

export function add(id: u32, state: u8): void {
  const place = types.known(id) + types.stateAt;
  store<u8>(place, load<u8>(place) | state);
}

export function setInlined(id: u32): void {
  add(id, inlined);
}

export function isInlined(id: u32): bool {
  return (stateOf(id) & inlined) !== 0;
}
