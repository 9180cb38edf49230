import type {Edges} from './explore.ts';
import {union} from './value.ts';

/** Whether an instruction is reached: never, for any values of variables that a loader sets, or for some of them. */
export type Reach =
  | {readonly state: 'dead' | 'reached'}
  | {readonly state: 'conditional'; readonly on: readonly string[]};

/**
 * Judges whether any of some instructions is reached from ENTRIES. Where the way depends on a loader's variables, it counts as certain only if both ways lead
 * there; elsewhere the verifier goes both ways, so that one is enough.
 */
export const reachOf = (
  edges: ReadonlyMap<string, Edges>,
  before: ReadonlyMap<string, readonly string[]>,
  entries: readonly string[],
  targets: readonly string[],
): Reach => {
  const reachable = targets.filter((target) => edges.has(target));
  if (reachable.length === 0) return {state: 'dead'};
  const certain = closure(edges, before, reachable);
  if (entries.some((entry) => certain.has(entry))) return {state: 'reached'};
  let on: readonly string[] = [];
  for (const [key, {next, on: names}] of edges)
    if (names.length > 0 && !certain.has(key) && next.some((each) => certain.has(each))) on = union(on, names);
  return {state: 'conditional', on};
};

/** Instructions from which control certainly comes to one of the targets. */
const closure = (
  edges: ReadonlyMap<string, Edges>,
  before: ReadonlyMap<string, readonly string[]>,
  targets: readonly string[],
): ReadonlySet<string> => {
  const certain = new Set(targets);
  for (const each of certain) {
    for (const key of before.get(each) ?? []) {
      const {next, on} = edges.get(key) ?? {next: [], on: []};
      if (on.length === 0 || next.every((way) => certain.has(way))) certain.add(key);
    }
  }
  return certain;
};

/** For each instruction those that lead to it. */
export const waysBack = (edges: ReadonlyMap<string, Edges>): ReadonlyMap<string, readonly string[]> => {
  const back = new Map<string, string[]>();
  for (const [key, {next}] of edges) {
    for (const each of next) {
      const list = back.get(each);
      if (list) list.push(key);
      else back.set(each, [key]);
    }
  }
  return back;
};
