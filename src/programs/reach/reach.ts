import type {Instructions} from '../code/instructions.ts';
import type {CodeFunction} from '../object/code-sections.ts';
import type {BpfObject} from '../object/object.ts';
import type {Program} from '../object/programs.ts';
import type {Relocated, RelocatedObject} from '../object/relocated.ts';
import {withCallees} from '../object/uses.ts';
import {type Reach, reachOf, waysBack} from './certainty.ts';
import {explore, type Place, placeKey} from './explore.ts';
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

/** Judges whether any of some instructions of a program is reached. */
export type Reachability = (places: readonly Place[]) => Judged;

/**
 * Follows a program as it was relocated for a kernel: guards (`bpf_core_field_exists`), options of the kernel and constants cut off what the
 * verifier never comes to.
 */
export const reachability = (
  object: BpfObject,
  {function: program}: Program,
  relocated: RelocatedObject,
  surroundings: Surroundings = {},
): Reachability => {
  const roots = withCallees(program, object.uses).filter((fn) => fn.global && fn !== program);
  const codeOf = (fn: CodeFunction): Instructions => relocated.code.get(fn.section.name) ?? fn.section.code;
  const entries = [program, ...roots].map((fn) => placeKey(fn, fn.start));
  const judge = (known: Surroundings) => {
    const {edges} = explore(program, roots, codeOf, worldOf(object, known));
    const back = waysBack(edges);
    return (places: readonly Place[]): Reach =>
      reachOf(
        edges,
        back,
        entries,
        places.map((place) => placeKey(place.function, place.at)),
      );
  };
  let whatever: ReturnType<typeof judge> | undefined;
  let built: ReturnType<typeof judge> | undefined;
  return (places) => {
    whatever ??= judge(surroundings);
    const reach = whatever(places);
    if (reach.state !== 'conditional') return reach;
    built ??= judge({...surroundings, asBuilt: true});
    const {state} = built(places);
    return state === 'conditional' ? reach : {...reach, asBuilt: state};
  };
};

/**
 * What a program misses of the kernel that it was relocated for. An instruction that could not be relocated matters only where the verifier comes
 * to it.
 */
export const missingOf = (
  object: BpfObject,
  program: Program,
  relocated: RelocatedObject,
  judged: Reachability = reachability(object, program, relocated),
): MissingInProgram => {
  const functions = new Set(withCallees(program.function, object.uses));
  const poisoned = relocated.relocations.filter(
    ({state, relocation}) => state === 'poisoned' && functions.has(relocation.function),
  );
  if (poisoned.length === 0) return {reach: {state: 'dead'}, missing: []};
  const placeOf = ({relocation}: Relocated): Place => ({function: relocation.function, at: relocation.instruction});
  return {
    reach: judged(poisoned.map(placeOf)),
    missing: poisoned.map((each) => ({relocated: each, reach: judged([placeOf(each)])})),
  };
};
