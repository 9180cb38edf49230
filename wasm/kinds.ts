// Kinds of types: src/programs/btf/kinds.ts.
export const int: u32 = 1;
export const pointer: u32 = 2;
export const array: u32 = 3;
export const struct: u32 = 4;
export const union: u32 = 5;
export const enum32: u32 = 6;
export const forward: u32 = 7;
export const typedef: u32 = 8;
export const volatile: u32 = 9;
export const constant: u32 = 10;
export const restrict: u32 = 11;
export const func: u32 = 12;
export const prototype: u32 = 13;
export const float: u32 = 16;
export const declarationTag: u32 = 17;
export const typeTag: u32 = 18;
export const enum64: u32 = 19;

/** A pointer's and a typedef's qualifiers, which have no size or alignment of their own. */
export function isModifier(kind: u32): bool {
  return (kind >= volatile && kind <= restrict) || kind === typeTag;
}

/** Structs and unions. */
export function isComposite(kind: u32): bool {
  return kind === struct || kind === union;
}

/** Enums of either width. */
export function isEnum(kind: u32): bool {
  return kind === enum32 || kind === enum64;
}
