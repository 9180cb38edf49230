import type {Instructions} from '../code/instructions.ts';
import type {CodeFunction} from '../object/code-sections.ts';
import type {BpfObject} from '../object/object.ts';
import type {Program} from '../object/programs.ts';
import type {Relocated, RelocatedObject} from '../object/relocated.ts';
import {withCallees} from '../object/uses.ts';
import {type Reach, reachFrom} from './certainty.ts';
import {type Explored, explore} from './explore.ts';
import type {Place} from './numbering.ts';
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

/** A program, followed when it is first asked for. */
export interface Reachability {
  /** Whether any of some instructions is reached. */
  readonly of: (places: readonly Place[]) => Judged;
  readonly explored: () => Explored;
}

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
  const functions = withCallees(program, object.uses);
  const roots = functions.filter((fn) => fn.global && fn !== program);
  const codeOf = (fn: CodeFunction): Instructions => relocated.code.get(fn.section.name) ?? fn.section.code;
  const follow = (known: Surroundings) => {
    const explored = explore(functions, roots, codeOf, worldOf(object, known));
    const entries = [program, ...roots].map((fn) => explored.numbering.firstOf(fn));
    const reaches = reachFrom(explored, entries);
    return {explored, of: (places: readonly Place[]): Reach => reaches(places.map(explored.numbering.numberOf))};
  };
  let whatever: ReturnType<typeof follow> | undefined;
  let built: ReturnType<typeof follow> | undefined;
  const followed = () => {
    whatever ??= follow(surroundings);
    return whatever;
  };
  const of = (places: readonly Place[]): Judged => {
    if (places.length === 0) return {state: 'dead'};
    const reach = followed().of(places);
    if (reach.state !== 'conditional') return reach;
    built ??= follow({...surroundings, asBuilt: true});
    const {state} = built.of(places);
    return state === 'conditional' ? reach : {...reach, asBuilt: state};
  };
  return {of, explored: () => followed().explored};
};

/**
 * What a program misses of the kernel that it was relocated for. An instruction that could not be relocated matters only where the verifier comes
 * to it.
 */
export const missingOf = (
  object: BpfObject,
  program: Program,
  relocated: RelocatedObject,
  {of: judged}: Reachability = reachability(object, program, relocated),
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
