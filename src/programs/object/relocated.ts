import type {Instructions} from '../code/instructions.ts';
import type {KernelTypes} from '../core/kernel-types.ts';
import {type Patched, patch} from '../core/patch.ts';
import {isRefused, Relocator, type Resolved} from '../core/relocate.ts';
import {Unrelocatable} from '../core/unrelocatable.ts';
import type {BpfObject, PlacedRelocation} from './object.ts';

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
export const relocateFor = (object: BpfObject, kernel: KernelTypes): RelocatedObject => {
  const changed = new Set(object.relocations.map(({section}) => section));
  const code = new Map(object.code.map(({name, code: own}) => [name, changed.has(name) ? own.copy() : own]));
  const relocator = object.btf && new Relocator(object.btf, kernel);
  const relocations = object.relocations.map((relocation): Relocated => {
    const section = code.get(relocation.section);
    const result = relocator?.relocate(relocation) ?? {refused: 'it has no BTF'};
    if (isRefused(result)) return {relocation, result: undefined, state: 'refused', why: result.refused};
    try {
      return {relocation, result, state: section ? patch(section, relocation.instruction, result) : 'patched'};
    } catch (error) {
      if (!(error instanceof Unrelocatable)) throw error;
      return {relocation, result, state: 'refused', why: error.message};
    }
  });
  return {relocations, code};
};
