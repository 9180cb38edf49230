import type {Btf} from '../btf/btf.ts';
import {kinds} from '../btf/kinds.ts';
import {resolve} from '../btf/sizes.ts';
import {findIn} from './find.ts';
import type {Candidate, KernelTypes} from './kernel-types.ts';
import {type CoreRelocation, isFieldKind} from './relocation.ts';
import {type Rules, rulesOf} from './rules.ts';
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
 * Relocates an object for one kernel, exactly as libbpf does, or by the rules of another loader. The order of the relocations matters: candidates for a type
 * are remembered, and each match of libbpf leaves only those that fit. https://github.com/libbpf/libbpf/blob/f7081a6baf3f54949aacb8c2fc11bb30783b83e9/src/relo_core.c
 */
export class Relocator {
  private readonly local: Btf;
  private readonly kernel: KernelTypes;
  private readonly rules: Rules;
  /** By the object's type. */
  private readonly candidates = new Map<number, Candidate[]>();

  constructor(local: Btf, kernel: KernelTypes, rules: Rules = rulesOf.libbpf) {
    this.local = local;
    this.kernel = kernel;
    this.rules = rules;
  }

  relocate(relocation: CoreRelocation): Outcome {
    return refusable(() => this.resolve(relocation));
  }

  /** All relocations of what is loaded together. */
  relocateAll(relocations: readonly CoreRelocation[]): Outcome[] {
    if (this.rules.several !== 'best') return relocations.map((relocation) => this.relocate(relocation));
    const groups = new Map<number, CoreRelocation[]>();
    for (const relocation of relocations) {
      const group = groups.get(relocation.type);
      if (group) group.push(relocation);
      else groups.set(relocation.type, [relocation]);
    }
    const outcomes = new Map<CoreRelocation, Outcome>();
    for (const group of groups.values()) {
      const results = refusable(() => this.best(group));
      for (const [index, relocation] of group.entries())
        outcomes.set(relocation, Array.isArray(results) ? (results[index] as Resolved) : results);
    }
    return relocations.map((relocation) => outcomes.get(relocation) as Outcome);
  }

  /** Whether it matters what else is loaded together with a relocation. */
  dependsOnOthers({type, kind}: CoreRelocation): boolean {
    return this.rules.several === 'best' && kind !== 'local_type_id' && this.candidatesOf(type).length > 1;
  }

  /** All relocations from one type, to the kernel's type that most of them fit (coreCalculateFixups of cilium/ebpf). */
  private best(group: readonly CoreRelocation[]): Resolved[] {
    const locals = group.map((relocation) => this.localOf(relocation));
    const fromKernel = locals.some(({kind}) => kind !== 'local_type_id');
    let best: Resolved[] | undefined;
    let least = group.length;
    for (const candidate of fromKernel ? this.candidatesOf(group[0]?.type ?? 0) : []) {
      const results = locals.map((local) =>
        this.result(local, findIn(local, candidate.btf, candidate.type, this.rules)),
      );
      const lacking = results.filter(lacks).length;
      if (lacking < least) [best, least] = [results, lacking];
      else if (lacking === least && best && !best.every((one, index) => isSame(one, results[index] as Resolved)))
        throw new Unrelocatable('the kernel has several types of its name, and as much is found in each');
    }
    return best ?? locals.map((local) => this.result(local, undefined));
  }

  /** @throws Unrelocatable where the loader does not take the record. */
  private localOf(relocation: CoreRelocation): Spec {
    const local = localSpec(this.local, relocation);
    if (this.rules.ownFlexible === 'index' && isFieldKind(relocation.kind)) refuseFlexible(local);
    return local;
  }

  private resolve(relocation: CoreRelocation): Resolved {
    const local = this.localOf(relocation);
    if (relocation.kind === 'local_type_id') return this.result(local, undefined);
    const candidates = this.candidatesOf(relocation.type);
    let chosen: Resolved | undefined;
    let kept = 0;
    for (let index = 0; index < candidates.length; index++) {
      const candidate = candidates[index] as Candidate;
      const target = findIn(local, candidate.btf, candidate.type, this.rules);
      if (!target) continue;
      const result = this.result(local, target);
      if (chosen) agree(chosen, result);
      chosen ??= result;
      if (this.rules.several === 'prune') candidates[kept++] = candidate;
    }
    if (kept > 0) candidates.length = kept;
    return chosen ?? this.result(local, undefined);
  }

  private candidatesOf(type: number): Candidate[] {
    const known = this.candidates.get(type);
    if (known) return known;
    const name = this.local.name(type);
    if (name === '') throw new Unrelocatable('its type has no name to look for');
    const found = this.kernel.candidates(name, this.local.kind(type), this.rules);
    this.candidates.set(type, found);
    return found;
  }

  private result(local: Spec, target: Spec | undefined): Resolved {
    const {kernel, rules} = this;
    const {littleEndian} = kernel.vmlinux;
    const isId = local.kind.endsWith('_type_id');
    const certain = (found: boolean): boolean =>
      rules.holds !== 'nothing' && (found || (isId && rules.holds === 'all'));
    if (local.kind === 'local_type_id') {
      const id = BigInt(local.root);
      return {local, target: local, old: id, value: id, certain: certain(false)};
    }
    const old = accessValue(local, local.kind, littleEndian);
    const value = accessValue(target, local.kind, littleEndian, rules);
    const elsewhere = local.kind === 'target_type_id' && !rules.moduleIds && target && target.btf !== kernel.vmlinux;
    return {
      local,
      target,
      old: old?.value ?? 0n,
      value: elsewhere ? undefined : value?.value,
      certain: certain(old?.certain ?? true),
      ...(target && old?.field && value?.field && {width: widthOf(local, target, old.field, value.field)}),
    };
  }
}

/** What `work` gives, or why the loader refuses it. */
const refusable = <Result>(work: () => Result): Result | Refused => {
  try {
    return work();
  } catch (error) {
    if (error instanceof Unrelocatable) return {refused: error.message};
    throw error;
  }
};

/** Whether a relocation finds nothing: what cilium/ebpf counts against a type. */
const lacks = ({local: {kind}, value}: Resolved): boolean =>
  value === undefined || (value === 0n && (kind.endsWith('_exists') || kind === 'type_matches'));

/** What one that finds nothing holds is 0 (COREFixup.equal of cilium/ebpf). */
const isSame = (one: Resolved, other: Resolved): boolean =>
  (one.value ?? 0n) === (other.value ?? 0n) &&
  (one.value === undefined ? 0n : one.old) === (other.value === undefined ? 0n : other.old);

/** aya takes an element's index for that of the array in its struct (AccessSpec::new), and refuses nearly all of arrays without a length. */
const refuseFlexible = ({btf, steps}: Spec): void => {
  for (const [at, {name, index}] of steps.entries()) {
    const holder = steps[at - 1];
    if (name !== undefined || holder?.name === undefined) continue;
    const array = resolve(btf, btf.memberType(holder.type, holder.index));
    const last = btf.kind(holder.type) === kinds.struct && index === btf.length(holder.type) - 1;
    if (btf.arrayLength(array) === 0 && !last)
      throw new Unrelocatable('it is an element of an array without a length, which is taken for one beyond its end');
  }
};

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
