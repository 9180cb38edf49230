import type {Btf} from '../btf/btf.ts';
import {kinds} from '../btf/kinds.ts';
import {isComposite, isEnum, resolve, sizeOf} from '../btf/sizes.ts';
import {type CoreRelocation, isEnumKind, isTypeKind, type RelocationKind} from './relocation.ts';
import {Unrelocatable} from './unrelocatable.ts';

/** A step of an access: a member by its name, or an element of an array. */
export interface Accessor {
  /** The struct or union of the member; the type of the element. */
  readonly type: number;
  readonly index: number;
  /** Undefined for an element. */
  readonly name: string | undefined;
}

/** An access to a field, a type or an enumerator, as BTF has it. */
export interface Spec {
  readonly btf: Btf;
  readonly root: number;
  readonly kind: RelocationKind;
  readonly steps: Accessor[];
  /** Indices of the members and elements that were gone through, of members without a name as well; the first is the root's. */
  readonly path: number[];
  bitOffset: number;
}

/** BPF_CORE_SPEC_MAX_LEN */
export const deepestAccess = 64;

export const newSpec = (btf: Btf, root: number, kind: RelocationKind): Spec => ({
  btf,
  root,
  kind,
  steps: [],
  path: [],
  bitOffset: 0,
});

/** Offsets have 32 bits, as in libbpf: what is longer wraps. */
export const moveBits = (spec: Spec, bits: number): void => {
  spec.bitOffset = (spec.bitOffset + bits) >>> 0;
};

/** Whether an array at a struct's end has no length of its own, so that no index is beyond it. */
export const isFlexible = (btf: Btf, holder: Accessor | undefined, array: number): boolean =>
  holder?.name !== undefined && btf.arrayLength(array) === 0 && holder.index === btf.length(holder.type) - 1;

const known = new WeakMap<CoreRelocation, Spec>();

/** What a relocation accesses in the object's own BTF. @throws Unrelocatable where the record contradicts it. */
export const localSpec = (btf: Btf, relocation: CoreRelocation): Spec => {
  const spec = known.get(relocation) ?? readSpec(btf, relocation);
  // It is the same for every kernel.
  known.set(relocation, spec);
  return spec;
};

const readSpec = (btf: Btf, relocation: CoreRelocation): Spec => {
  const spec = newSpec(btf, relocation.type, relocation.kind);
  if (isTypeKind(relocation.kind)) {
    if (relocation.access !== '0') throw wrong(relocation);
    return spec;
  }
  if (!/^\d{1,9}(:\d{1,9})*$/.test(relocation.access)) throw wrong(relocation);
  const [first = 0, ...rest] = relocation.access.split(':').map(Number);
  if (rest.length >= deepestAccess) throw wrong(relocation);
  let type = resolve(btf, relocation.type);
  spec.path.push(first);
  if (isEnumKind(relocation.kind)) {
    if (!isEnum(btf.kind(type)) || rest.length > 0 || first >= btf.length(type)) throw wrong(relocation);
    spec.steps.push({type, index: first, name: btf.valueName(type, first)});
    return spec;
  }
  spec.steps.push({type, index: first, name: undefined});
  moveBits(spec, first * bytesOf(spec, type) * 8);
  for (const index of rest) {
    type = resolve(btf, type);
    spec.path.push(index);
    if (isComposite(btf.kind(type))) {
      if (index >= btf.length(type)) throw wrong(relocation);
      moveBits(spec, btf.memberOffset(type, index));
      const name = btf.memberName(type, index);
      if (name !== '') spec.steps.push({type, index, name});
      type = btf.memberType(type, index);
    } else if (btf.kind(type) === kinds.array) {
      const flexible = isFlexible(btf, spec.steps.at(-1), type);
      if (!flexible && index >= btf.arrayLength(type)) throw wrong(relocation);
      type = resolve(btf, btf.arrayElement(type));
      spec.steps.push({type, index, name: undefined});
      moveBits(spec, index * bytesOf(spec, type) * 8);
    } else throw wrong(relocation);
  }
  return spec;
};

/** Bytes of a type in a spec. */
export const bytesOf = ({btf}: Spec, type: number): number => {
  const size = sizeOf(btf, type);
  if (size === undefined) throw new Unrelocatable('a type in it has no size');
  return size;
};

const wrong = ({access}: CoreRelocation): Unrelocatable =>
  new Unrelocatable(`its record (${access}) does not fit the object's own types`);
