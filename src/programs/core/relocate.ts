import type {Btf} from '../btf/btf.ts';
import {kinds} from '../btf/kinds.ts';
import {findIn} from './find.ts';
import type {Candidate, KernelTypes} from './kernel-types.ts';
import type {CoreRelocation} from './relocation.ts';
import {localSpec, type Spec} from './spec.ts';
import {Unrelocatable} from './unrelocatable.ts';
import {accessValue, type Value} from './value.ts';

/** What a loader makes of a relocation. */
export type Outcome = Resolved | Refused;

export interface Resolved {
  /** The access in the object's own types. */
  readonly local: Spec;
  /** The same in the kernel's; undefined where it has none. */
  readonly target: Spec | undefined;
  readonly old: bigint;
  /** Undefined where the kernel has no such thing and the instruction cannot do without it: a loader makes it an invalid one. */
  readonly value: bigint | undefined;
  /** False where the instruction's old value says nothing. */
  readonly certain: boolean;
  /** Bytes of the field, where loads and stores must be as wide. */
  readonly width?: {readonly old: number; readonly value: number; readonly adjustable: boolean};
}

/** The loader refuses the object, whether the instruction is reached or not. */
export interface Refused {
  readonly refused: string;
}

export const isRefused = (outcome: Outcome): outcome is Refused => 'refused' in outcome;

/**
 * Relocates an object for one kernel, exactly as libbpf does. The order of the relocations matters: candidates for a type are remembered, and each
 * match leaves only those that fit. https://github.com/libbpf/libbpf/blob/f7081a6baf3f54949aacb8c2fc11bb30783b83e9/src/relo_core.c
 */
export class Relocator {
  private readonly local: Btf;
  private readonly kernel: KernelTypes;
  /** By the object's type. */
  private readonly candidates = new Map<number, Candidate[]>();

  constructor(local: Btf, kernel: KernelTypes) {
    this.local = local;
    this.kernel = kernel;
  }

  relocate(relocation: CoreRelocation): Outcome {
    try {
      return this.resolve(relocation);
    } catch (error) {
      if (error instanceof Unrelocatable) return {refused: error.message};
      throw error;
    }
  }

  private resolve(relocation: CoreRelocation): Resolved {
    const {kind} = relocation;
    const local = localSpec(this.local, relocation);
    if (kind === 'local_type_id') {
      const id = BigInt(local.root);
      return {local, target: local, old: id, value: id, certain: false};
    }
    const candidates = this.candidatesOf(relocation.type);
    let chosen: Resolved | undefined;
    let kept = 0;
    for (let index = 0; index < candidates.length; index++) {
      const candidate = candidates[index] as Candidate;
      const target = findIn(local, candidate.btf, candidate.type);
      if (!target) continue;
      const result = this.result(local, target);
      if (chosen) agree(chosen, result);
      chosen ??= result;
      candidates[kept++] = candidate;
    }
    if (kept > 0) candidates.length = kept;
    return chosen ?? this.result(local, undefined);
  }

  private candidatesOf(type: number): Candidate[] {
    const known = this.candidates.get(type);
    if (known) return known;
    const name = this.local.name(type);
    if (name === '') throw new Unrelocatable('its type has no name to look for');
    const found = this.kernel.candidates(name, this.local.kind(type));
    this.candidates.set(type, found);
    return found;
  }

  private result(local: Spec, target: Spec | undefined): Resolved {
    const {littleEndian} = this.kernel.vmlinux;
    const old = accessValue(local, local.kind, littleEndian);
    const value = accessValue(target, local.kind, littleEndian);
    return {
      local,
      target,
      old: old?.value ?? 0n,
      value: value?.value,
      certain: old?.certain ?? true,
      ...(target && old?.field && value?.field && {width: widthOf(local, target, old.field, value.field)}),
    };
  }
}

/** Several types of one name must lead to the same place and value, else nobody can tell which is meant. */
const agree = (one: Resolved, other: Resolved): void => {
  const [bits, otherBits] = [one.target?.bitOffset ?? 0, other.target?.bitOffset ?? 0];
  if (bits !== otherBits)
    throw new Unrelocatable(`the kernel has several types of its name, with it at bit ${bits} and at bit ${otherBits}`);
  if (one.value !== other.value)
    throw new Unrelocatable(`the kernel has several types of its name, with values ${one.value} and ${other.value}`);
};

type Field = NonNullable<Value['field']>;

/** Whether a load of the kernel's width reads the same: so for pointers and unsigned numbers. */
const widthOf = (local: Spec, target: Spec, old: Field, value: Field): NonNullable<Resolved['width']> => {
  const [kind, other] = [local.btf.kind(old.type), target.btf.kind(value.type)];
  const unsigned = (spec: Spec, type: number): boolean => spec.btf.intEncoding(type) !== 1;
  const adjustable =
    old.bytes === value.bytes ||
    (kind === kinds.pointer && other === kinds.pointer) ||
    (kind === kinds.int && other === kinds.int && unsigned(local, old.type) && unsigned(target, value.type));
  return {old: old.bytes, value: value.bytes, adjustable};
};
