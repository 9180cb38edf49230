import type {Btf} from '../btf/btf.ts';
import {kinds} from '../btf/kinds.ts';

/** A type without its modifiers and typedefs. A cycle, which only forged BTF has, ends as `void`. */
export const resolve = (btf: Btf, id: number): number => {
  for (let left = 256; left > 0; left--) {
    switch (btf.kind(id)) {
      case kinds.typedef:
      case kinds.volatile:
      case kinds.const:
      case kinds.restrict:
      case kinds.typeTag:
        id = btf.type(id);
        break;
      default:
        return id;
    }
  }
  return 0;
};

export const isComposite = (kind: number): boolean => kind === kinds.struct || kind === kinds.union;
export const isEnum = (kind: number): boolean => kind === kinds.enum || kind === kinds.enum64;

/** Kinds that CO-RE takes for the same: ENUM64 is an ENUM. */
export const sameKind = (one: number, other: number): boolean => one === other || (isEnum(one) && isEnum(other));

/** Deeper than any type: libbpf's MAX_RESOLVE_DEPTH. */
const deepest = 32;
const uint32 = 0xffffffff;

/** Bytes of a type as libbpf counts them; undefined for one without a size, or one of 4 GB. POINTER is the size of a pointer. */
export const sizeOf = (btf: Btf, id: number, pointer: number): number | undefined => {
  let elements = 1;
  for (let depth = 0; depth < deepest && id !== 0; depth++) {
    switch (btf.kind(id)) {
      case kinds.int:
      case kinds.struct:
      case kinds.union:
      case kinds.enum:
      case kinds.enum64:
      case kinds.section:
      case kinds.float:
        return whole(elements * btf.size(id));
      case kinds.pointer:
        return whole(elements * pointer);
      case kinds.typedef:
      case kinds.volatile:
      case kinds.const:
      case kinds.restrict:
      case kinds.variable:
      case kinds.declarationTag:
      case kinds.typeTag:
        id = btf.type(id);
        break;
      case kinds.array:
        elements *= btf.arrayLength(id);
        if (elements > uint32) return undefined;
        id = btf.arrayElement(id);
        break;
      default:
        return undefined;
    }
  }
  return undefined;
};

const whole = (size: number): number | undefined => (size <= uint32 ? size : undefined);

const longs = new Set([
  'long',
  'long int',
  'int long',
  'unsigned long',
  'long unsigned',
  'unsigned long int',
  'unsigned int long',
  'long unsigned int',
  'long int unsigned',
  'int unsigned long',
  'int long unsigned',
]);

/** Bytes of a kernel's pointers, which are those of its `long`; 8 where it names none. */
export const pointerSize = (btf: Btf): number => {
  if (btf.base) return pointerSize(btf.base);
  const sizes = [...longs]
    .flatMap((name) => btf.named(name))
    .filter((id) => btf.kind(id) === kinds.int && [4, 8].includes(btf.size(id)));
  return sizes.length > 0 ? btf.size(Math.min(...sizes)) : 8;
};
