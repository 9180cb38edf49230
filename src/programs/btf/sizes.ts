import type {Btf} from './btf.ts';
import {kinds} from './kinds.ts';

/** As many as the kernel resolves (MAX_RESOLVE_DEPTH), and more than C needs. */
const deepest = 64;

/** The type behind typedefs, modifiers and type tags; 0 also where they do not end. */
export const resolve = (btf: Btf, id: number): number => {
  let at = id;
  for (let depth = 0; depth < deepest; depth++) {
    if (!isAlias(btf.kind(at))) return at;
    at = btf.type(at);
  }
  return 0;
};

export const isModifier = (kind: number): boolean =>
  kind === kinds.const || kind === kinds.volatile || kind === kinds.restrict || kind === kinds.typeTag;

const isAlias = (kind: number): boolean => kind === kinds.typedef || isModifier(kind);

/** Structs and unions. */
export const isComposite = (kind: number): boolean => kind === kinds.struct || kind === kinds.union;

/** Enums of either width. */
export const isEnum = (kind: number): boolean => kind === kinds.enum || kind === kinds.enum64;

/** Bytes of a type's values; undefined for what has none (void, functions, forwards), and for arrays of more than 4 GiB. */
export const sizeOf = (btf: Btf, id: number): number | undefined => {
  let [at, count] = [resolve(btf, id), 1];
  for (let depth = 0; btf.kind(at) === kinds.array; depth++) {
    count *= btf.arrayLength(at);
    if (depth === deepest) return undefined;
    at = resolve(btf, btf.arrayElement(at));
  }
  const one = sizeOfOne(btf, at);
  const size = one === undefined ? undefined : one * count;
  return size !== undefined && size <= 0xffff_ffff ? size : undefined;
};

const sizeOfOne = (btf: Btf, id: number): number | undefined => {
  const kind = btf.kind(id);
  if (kind === kinds.pointer) return btf.pointerSize;
  return kind === kinds.int || kind === kinds.float || isEnum(kind) || isComposite(kind) ? btf.size(id) : undefined;
};

/** Where a member lies and how many bits it has; `bitfield` also for those of old compilers, whose int is one itself. */
export interface Place {
  readonly offset: number;
  readonly bits: number;
  readonly bitfield: boolean;
}

/** Undefined where the member's type has no size. */
export const placeOf = (btf: Btf, id: number, member: number): Place | undefined => {
  const type = btf.memberType(id, member);
  const size = sizeOf(btf, type);
  if (size === undefined) return undefined;
  const offset = btf.memberOffset(id, member);
  const bits = btf.memberBits(id, member);
  if (bits > 0) return {offset, bits, bitfield: true};
  const int = resolve(btf, type);
  if (btf.kind(int) === kinds.int && (btf.intBits(int) !== size * 8 || btf.intOffset(int) !== 0))
    return {offset: offset + btf.intOffset(int), bits: btf.intBits(int), bitfield: true};
  return {offset, bits: size * 8, bitfield: false};
};
