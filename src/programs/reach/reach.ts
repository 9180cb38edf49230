import type {Instructions} from '../code/instructions.ts';
import type {CodeFunction} from '../object/code-sections.ts';
import type {BpfObject} from '../object/object.ts';
import type {Program} from '../object/programs.ts';
import type {Relocated, RelocatedObject} from '../object/relocated.ts';
import {withCallees} from '../object/uses.ts';
import {type Reach, reachOf, waysBack} from './certainty.ts';
import {explore, placeKey} from './explore.ts';
import {type Surroundings, worldOf} from './world.ts';

/** Whether an instruction is reached, and with the constants that the object was built with, where that decides. */
export type Judged = Reach & {readonly asBuilt?: 'dead' | 'reached'};

/** A relocation that a kernel cannot meet. */
export interface Missing {
  readonly relocated: Relocated;
  readonly reach: Judged;
}

/** What a program misses of a kernel. */
export interface MissingInProgram {
  /** Whether any of it is reached: several that are conditional can be certain together. */
  readonly reach: Judged;
  readonly missing: readonly Missing[];
}

/**
 * What a program misses of the kernel that it was relocated for. An instruction that could not be relocated matters only where the verifier comes
 * to it: guards (`bpf_core_field_exists`), options of the kernel and constants cut others off.
 */
export const missingOf = (
  object: BpfObject,
  {function: program}: Program,
  relocated: RelocatedObject,
  surroundings: Surroundings = {},
): MissingInProgram => {
  const functions = new Set(withCallees(program, object.uses));
  const poisoned = relocated.relocations.filter(
    ({state, relocation}) => state === 'poisoned' && functions.has(relocation.function),
  );
  if (poisoned.length === 0) return {reach: {state: 'dead'}, missing: []};
  const roots = [...functions].filter((fn) => fn.global && fn !== program);
  const codeOf = (fn: CodeFunction): Instructions => relocated.code.get(fn.section.name) ?? fn.section.code;
  const entries = [program, ...roots].map((fn) => placeKey(fn, fn.start));
  const judge = (known: Surroundings) => {
    const {edges} = explore(program, roots, codeOf, worldOf(object, known));
    const back = waysBack(edges);
    return (relocations: readonly Relocated[]): Reach => {
      const targets = relocations.map(({relocation: {function: fn, instruction}}) => placeKey(fn, instruction));
      return reachOf(edges, back, entries, targets);
    };
  };
  const whatever = judge(surroundings);
  let built: ReturnType<typeof judge> | undefined;
  const judged = (relocations: readonly Relocated[]): Judged => {
    const reach = whatever(relocations);
    if (reach.state !== 'conditional') return reach;
    built ??= judge({...surroundings, asBuilt: true});
    const {state} = built(relocations);
    return state === 'conditional' ? reach : {...reach, asBuilt: state};
  };
  return {
    reach: judged(poisoned),
    missing: poisoned.map((each) => ({relocated: each, reach: judged([each])})),
  };
};
