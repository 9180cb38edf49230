import type {Explored} from './explore.ts';
import {union} from './value.ts';

/** Whether an instruction is reached: never, for any values of variables that a loader sets, or for some of them. */
export type Reach =
  | {readonly state: 'dead' | 'reached'}
  | {readonly state: 'conditional'; readonly on: readonly string[]};

/** Judges whether any of some instructions, by their numbers, is reached. */
export type Reaches = (targets: readonly number[]) => Reach;

/**
 * Judges from `entries`. Where the way depends on a loader's variables, it counts as certain only if both ways lead there; elsewhere the verifier goes both
 * ways, so that one is enough.
 */
export const reachFrom = (explored: Explored, entries: readonly number[]): Reaches => {
  let back: WaysBack | undefined;
  return (targets) => {
    const reachable = targets.filter((target) => target >= 0 && explored.reached(target));
    if (reachable.length === 0) return {state: 'dead'};
    back ??= waysBack(explored);
    const certain = closure(explored, back, reachable);
    if (entries.some((entry) => certain[entry] === 1)) return {state: 'reached'};
    let on: readonly string[] = [];
    for (const [number, names] of back.open)
      if (certain[number] !== 1 && explored.next(number).some((each) => certain[each] === 1)) on = union(on, names);
    return {state: 'conditional', on};
  };
};

/** For each instruction those that lead to it: `from` holds them in a row, those of instruction N from `starts[N]` to `starts[N + 1]`. */
interface WaysBack {
  readonly starts: Uint32Array;
  readonly from: Uint32Array;
  /** Where control goes depends on these variables. */
  readonly open: ReadonlyMap<number, readonly string[]>;
}

const waysBack = (explored: Explored): WaysBack => {
  const {count} = explored.numbering;
  const pairs: number[] = [];
  const open = new Map<number, readonly string[]>();
  const starts = new Uint32Array(count + 1);
  for (let number = 0; number < count; number++) {
    if (!explored.reached(number)) continue;
    const names = explored.on(number);
    if (names.length > 0) open.set(number, names);
    for (const next of explored.next(number)) {
      if (next < 0) continue;
      pairs.push(number, next);
      starts[next + 1] = (starts[next + 1] ?? 0) + 1;
    }
  }
  for (let number = 0; number < count; number++) starts[number + 1] = (starts[number + 1] ?? 0) + (starts[number] ?? 0);
  const from = new Uint32Array(pairs.length / 2);
  const filled = starts.slice();
  for (let pair = 0; pair < pairs.length; pair += 2) {
    const next = pairs[pair + 1] ?? 0;
    const place = filled[next] ?? 0;
    from[place] = pairs[pair] ?? 0;
    filled[next] = place + 1;
  }
  return {starts, from, open};
};

/** Instructions from which control certainly comes to one of the targets: 1 for each. */
const closure = (explored: Explored, {starts, from, open}: WaysBack, targets: readonly number[]): Uint8Array => {
  const certain = new Uint8Array(explored.numbering.count);
  const waiting = [...targets];
  for (const target of targets) certain[target] = 1;
  for (let each = waiting.pop(); each !== undefined; each = waiting.pop()) {
    for (let at = starts[each] ?? 0; at < (starts[each + 1] ?? 0); at++) {
      const before = from[at] ?? 0;
      if (certain[before] === 1) continue;
      if (open.has(before) && !explored.next(before).every((way) => certain[way] === 1)) continue;
      certain[before] = 1;
      waiting.push(before);
    }
  }
  return certain;
};
