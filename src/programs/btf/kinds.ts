/** Kinds of types: include/uapi/linux/btf.h. */
export const kinds = {
  void: 0,
  int: 1,
  pointer: 2,
  array: 3,
  struct: 4,
  union: 5,
  enum: 6,
  forward: 7,
  typedef: 8,
  volatile: 9,
  const: 10,
  restrict: 11,
  function: 12,
  prototype: 13,
  variable: 14,
  section: 15,
  /** 5.13 */
  float: 16,
  /** 5.16 */
  declarationTag: 17,
  /** 5.17 */
  typeTag: 18,
  /** 6.0 */
  enum64: 19,
} as const;

/** How long a kind's record is: 32-bit words after the three that each has, once, and for each member, value or parameter. */
export interface Layout {
  readonly once: number;
  readonly each: number;
}

export const layouts: {readonly [kind: number]: Layout} = {
  [kinds.int]: {once: 1, each: 0},
  [kinds.pointer]: {once: 0, each: 0},
  [kinds.array]: {once: 3, each: 0},
  [kinds.struct]: {once: 0, each: 3},
  [kinds.union]: {once: 0, each: 3},
  [kinds.enum]: {once: 0, each: 2},
  [kinds.forward]: {once: 0, each: 0},
  [kinds.typedef]: {once: 0, each: 0},
  [kinds.volatile]: {once: 0, each: 0},
  [kinds.const]: {once: 0, each: 0},
  [kinds.restrict]: {once: 0, each: 0},
  [kinds.function]: {once: 0, each: 0},
  [kinds.prototype]: {once: 0, each: 2},
  [kinds.variable]: {once: 1, each: 0},
  [kinds.section]: {once: 0, each: 3},
  [kinds.float]: {once: 0, each: 0},
  [kinds.declarationTag]: {once: 1, each: 0},
  [kinds.typeTag]: {once: 0, each: 0},
  [kinds.enum64]: {once: 0, each: 3},
};
