import * as kinds from './kinds';
import * as types from './types';

/** As many as the kernel resolves (MAX_RESOLVE_DEPTH), and more than C needs. */
const deepest: u32 = 64;

/** There is no size, or one of more than 4 GiB. */
export const none: u32 = 0xffff_ffff;

/** The type behind typedefs, modifiers and type tags; 0 also where they do not end. */
export function resolve(id: u32): u32 {
  let at = id;
  for (let depth: u32 = 0; depth < deepest; depth++) {
    const record = types.record(at);
    const kind = types.kind(record);
    if (kind !== kinds.typedef && !kinds.isModifier(kind)) return at;
    at = types.type(record);
  }
  return 0;
}

/** Bytes of a type's values; `none` for what has none: void, functions, forwards. */
export function sizeOf(id: u32): u32 {
  let at = types.record(resolve(id));
  let count: f64 = 1;
  for (let depth: u32 = 0; types.kind(at) === kinds.array; depth++) {
    if (depth === deepest) return none;
    count *= types.arrayLength(at);
    at = types.record(resolve(types.arrayElement(at)));
  }
  const kind = types.kind(at);
  if (kind === kinds.pointer) return whole(count * types.pointerSize);
  const sized = kind === kinds.int || kind === kinds.float || kinds.isEnum(kind) || kinds.isComposite(kind);
  return sized ? whole(count * types.size(at)) : none;
}

function whole(size: f64): u32 {
  return size < none ? <u32>size : none;
}

/** Whether a record is of an int that is a bitfield itself, as old compilers had them. */
export function isNarrow(at: usize): bool {
  return types.kind(at) === kinds.int && (types.intBits(at) !== types.size(at) * 8 || types.intOffset(at) !== 0);
}
