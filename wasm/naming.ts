// Names in C, where BTF has several types of one name and C has two spaces for names: the second becomes `NAME___2`, a flavor that CO-RE takes for NAME.
// Each is told by its number: 1 for NAME.
import * as kinds from './kinds';
import {Taken} from './taken';
import * as types from './types';

const identifiersHold: u32 = 1;

let tags = changetype<Taken>(0);
let identifiers = changetype<Taken>(0);

export function beginNames(seed: u64): void {
  tags = new Taken(seed, types.end >> 3);
  identifiers = new Taken(seed, types.end >> 3);
  // What compilers have of their own may differ from the kernel's: it gets another name too.
  identifiers.take(ownName, identifiersHold);
  // By id, so that names do not depend on what is needed first.
  for (let id: u32 = 1; id < types.end; id++) {
    const at = types.record(id);
    const kind = types.kind(at);
    if ((kinds.isComposite(kind) || kinds.isEnum(kind)) && types.name(at) !== 0) tag(id);
  }
}

/** `__builtin_va_list` */
const ownName: usize = memory.data<u8>([
  0x5f, 0x5f, 0x62, 0x75, 0x69, 0x6c, 0x74, 0x69, 0x6e, 0x5f, 0x76, 0x61, 0x5f, 0x6c, 0x69, 0x73, 0x74, 0, 0, 0, 0, 0,
  0, 0,
]);

/** Of a struct, union or enum. A declaration shares the name with the definition that it is likely of. */
export function tag(id: u32): u32 {
  const known = types.known(id);
  const had = load<u32>(known + types.countAt);
  if (had > 0) return had;
  const at = load<u32>(known);
  const count = tags.free(types.name(at), tagKind(at), types.kind(at) === kinds.forward);
  store<u32>(known + types.countAt, count);
  return count;
}

/** Which word stands before the name of a struct, union, enum or declaration, by a kind. */
export function tagKind(at: usize): u32 {
  const kind = types.kind(at);
  if (kind === kinds.forward) return types.flag(at) ? kinds.union : kinds.struct;
  return kind === kinds.enum64 ? kinds.enum32 : kind;
}

/** Of a typedef, or of an int that is not one of C. */
export function typedef(id: u32): u32 {
  const known = types.known(id);
  const had = load<u32>(known + types.countAt);
  if (had > 0) return had;
  const count = identifier(types.name(load<u32>(known)));
  store<u32>(known + types.countAt, count);
  return count;
}

/** Of a value or typedef that has none yet. */
export function identifier(name: usize): u32 {
  return identifiers.free(name, identifiersHold, false);
}

/** Whether a name was free, which it then is no more. */
export function take(name: usize): bool {
  return identifiers.take(name, identifiersHold) === 0;
}
