import type {Instructions} from '../code/instructions.ts';
import type {KernelTypes} from '../core/kernel-types.ts';
import {type Patched, patch} from '../core/patch.ts';
import {isRefused, Relocator, type Resolved} from '../core/relocate.ts';
import {type Rules, rulesOf} from '../core/rules.ts';
import {Unrelocatable} from '../core/unrelocatable.ts';
import type {CodeFunction} from './code-sections.ts';
import type {BpfObject, PlacedRelocation} from './object.ts';
import type {Program} from './programs.ts';
import {withCallees} from './uses.ts';

/** A relocation, and what became of it on a kernel. */
export interface Relocated {
  readonly relocation: PlacedRelocation;
  /** Undefined where it was refused. */
  readonly result: Resolved | undefined;
  /** A loader refuses the whole object at the first refused one, whether the instruction is reached or not. */
  readonly state: Patched | 'refused';
  /** Why it is refused. */
  readonly why?: string;
}

/** An object as a loader changes it for a kernel. */
export interface RelocatedObject {
  readonly relocations: readonly Relocated[];
  /** By the name of the section. */
  readonly code: ReadonlyMap<string, Instructions>;
}

/** Relocates all of an object for a kernel. It refuses nothing itself: whoever judges has to look. */
export const relocateFor = (object: BpfObject, kernel: KernelTypes): RelocatedObject =>
  relocate(object, object.relocations, kernel, rulesOf[object.loader]);

/** Relocates an object for each of its programs: all of it once, unless it matters what is loaded together. */
export const relocateEach = (object: BpfObject, kernel: KernelTypes): ((program: Program) => RelocatedObject) => {
  const rules = rulesOf[object.loader];
  const {btf, relocations} = object;
  // cilium/ebpf relocates what is linked into a program: linker.go, applyRelocations.
  const relocator = btf && new Relocator(btf, kernel, rules);
  if (relocator && relocations.some((each) => relocator.dependsOnOthers(each)))
    return ({function: fn}) => {
      const functions = new Set(withCallees(fn, object.uses));
      return relocate(
        object,
        relocations.filter((each) => functions.has(each.function)),
        kernel,
        rules,
      );
    };
  const whole = relocateFor(object, kernel);
  return () => whole;
};

const relocate = (
  object: BpfObject,
  wanted: readonly PlacedRelocation[],
  kernel: KernelTypes,
  rules: Rules,
): RelocatedObject => {
  const changed = new Set(wanted.map(({section}) => section));
  const code = new Map(object.code.map(({name, code: own}) => [name, changed.has(name) ? own.copy() : own]));
  const outcomes = object.btf && new Relocator(object.btf, kernel, rules).relocateAll(wanted);
  const relocations = wanted.map((relocation, index): Relocated => {
    const section = code.get(relocation.section);
    const result = outcomes?.[index] ?? {refused: 'it has no BTF'};
    if (isRefused(result)) return {relocation, result: undefined, state: 'refused', why: result.refused};
    try {
      return {relocation, result, state: section ? patch(section, relocation.instruction, result, rules) : 'patched'};
    } catch (error) {
      if (!(error instanceof Unrelocatable)) throw error;
      return {relocation, result, state: 'refused', why: error.message};
    }
  });
  return {relocations, code};
};

/** The relocation for which a loader refuses a program of these functions, or the whole object. */
export const refusedIn = (
  {loader}: BpfObject,
  {relocations}: RelocatedObject,
  functions: ReadonlySet<CodeFunction>,
): Relocated | undefined =>
  relocations.find(
    ({state, relocation}) =>
      state === 'refused' && (rulesOf[loader].refuses === 'object' || functions.has(relocation.function)),
  );

/**
 * Whether a loader's way with a relocation is not followed here: other loaders than libbpf cut names at another place where several places of three or more
 * underscores are in them.
 */
export const notFollowed = ({loader, btf}: BpfObject, {type}: PlacedRelocation): boolean =>
  loader !== 'libbpf' && /____|___.*___|___$/.test(btf?.name(type) ?? '');
