import {type Instructions, opcodes} from '../code/instructions.ts';
import type {CodeFunction} from '../object/code-sections.ts';
import {copyOf, entryState, joinInto, type State} from './state.ts';
import {type Step, step, type World} from './step.ts';
import {any, join, type Value} from './value.ts';

/** An instruction of a function, by its index in the section. */
export interface Place {
  readonly function: CodeFunction;
  readonly at: number;
}

/** Where control can go from an instruction that can be reached. */
export interface Edges {
  readonly place: Place;
  readonly next: readonly string[];
  /** Variables that decide which of these it is. */
  readonly on: readonly string[];
}

export interface Explored {
  /** Instructions that can be reached, by {@link placeKey}. */
  readonly edges: ReadonlyMap<string, Edges>;
  /** Bytes of the context that are read, by where they begin, and the instructions that do. */
  readonly context: ReadonlyMap<number, readonly Place[]>;
  /** Instructions that read the context at one place, whichever way led there: where. */
  readonly contextAt: ReadonlyMap<string, number>;
  /** Instructions that read behind or move an address that the context held, by where in it. */
  readonly argument: ReadonlyMap<string, number>;
}

export const placeKey = (fn: CodeFunction, at: number): string => `${fn.section.index}:${fn.start}:${at}`;

/**
 * Explores a program: which instructions can be reached, whatever its input. States that meet are joined, so that each instruction is visited a few
 * times only. ROOTS are functions that the verifier looks at by themselves, with unknown arguments.
 */
export const explore = (
  program: CodeFunction,
  roots: readonly CodeFunction[],
  codeOf: (fn: CodeFunction) => Instructions,
  world: World,
): Explored => {
  const exploration = new Exploration(codeOf, world);
  exploration.enter(program, [{kind: 'context', offset: 0}]);
  for (const root of roots) exploration.enter(root);
  exploration.run();
  return exploration;
};

class Exploration implements Explored {
  readonly edges = new Map<string, Edges>();
  readonly context = new Map<number, Place[]>();
  readonly argument = new Map<string, number>();
  readonly contextAt = new Map<string, number>();
  private readonly codeOf: (fn: CodeFunction) => Instructions;
  private readonly world: World;
  /** At entries and where ways meet. */
  private readonly states = new Map<string, State>();
  private readonly targets = new Map<CodeFunction, ReadonlySet<number>>();
  private readonly pending: Place[] = [];
  /** What functions that are verified with their callers give back, once they do. */
  private readonly returns = new Map<CodeFunction, Value>();
  private readonly callers = new Map<CodeFunction, Map<string, Place>>();

  constructor(codeOf: (fn: CodeFunction) => Instructions, world: World) {
    this.codeOf = codeOf;
    this.world = world;
  }

  /** A function begins with these arguments; with unknown ones where none are given. */
  enter(fn: CodeFunction, args: readonly Value[] = []): void {
    const state = entryState(any);
    for (const [index, value] of args.entries()) state.registers[index + 1] = value.kind === 'stack' ? any : value;
    this.meet(fn, fn.start, state);
  }

  run(): void {
    for (let place = this.pending.pop(); place; place = this.pending.pop()) {
      const state = this.states.get(placeKey(place.function, place.at));
      if (state) this.follow(place.function, place.at, copyOf(state));
    }
  }

  private meet(fn: CodeFunction, at: number, state: State): void {
    const key = placeKey(fn, at);
    const known = this.states.get(key);
    if (known) {
      if (!joinInto(known, state)) return;
    } else this.states.set(key, copyOf(state));
    this.pending.push({function: fn, at});
  }

  /** Goes on in a straight line until a jump, a place where ways meet, or the end. */
  private follow(fn: CodeFunction, start: number, state: State): void {
    const code = this.codeOf(fn);
    const targets = this.targetsOf(fn);
    for (let at = start; ; ) {
      const result = this.returnedTo(fn, at, step(fn, code, at, state, this.world));
      if (code.code[at] === opcodes.exit) this.leave(fn, state.registers[0] ?? any);
      this.note(fn, at, result);
      const [only] = result.next;
      if (
        !only ||
        result.next.length > 1 ||
        only.at !== at + (code.code[at] === opcodes.ldimm64 ? 2 : 1) ||
        targets.has(only.at)
      ) {
        for (const next of result.next) if (next.at >= fn.start && next.at < fn.end) this.meet(fn, next.at, next.state);
        return;
      }
      if (only.at >= fn.end) return;
      at = only.at;
    }
  }

  /** Goes on after a call with what the function gives back; not before it does. A global one may give back anything. */
  private returnedTo(fn: CodeFunction, at: number, result: Step): Step {
    const called = result.enters?.registers ? result.enters.function : undefined;
    if (!called || called.global) return result;
    const places = this.callers.get(called) ?? new Map<string, Place>();
    this.callers.set(called, places.set(placeKey(fn, at), {function: fn, at}));
    const value = this.returns.get(called);
    for (const {state} of result.next) state.registers[0] = value ?? any;
    return value ? result : {...result, next: []};
  }

  private leave(fn: CodeFunction, value: Value): void {
    const before = this.returns.get(fn);
    const after = before ? join(before, value) : value.kind === 'stack' ? any : value;
    if (after === before) return;
    this.returns.set(fn, after);
    this.pending.push(...(this.callers.get(fn)?.values() ?? []));
  }

  private note(fn: CodeFunction, at: number, {next, enters, on, context, argument}: Step): void {
    const key = placeKey(fn, at);
    if (context !== undefined && !this.edges.has(key))
      this.context.set(context, [...(this.context.get(context) ?? []), {function: fn, at}]);
    // Where several ways meet, only what holds on all of them counts.
    if (argument === undefined) this.argument.delete(key);
    else this.argument.set(key, argument);
    if (context === undefined) this.contextAt.delete(key);
    else this.contextAt.set(key, context);
    const ways = next.map((each) => placeKey(fn, each.at));
    if (enters) {
      this.enter(enters.function, enters.registers);
      ways.push(placeKey(enters.function, enters.function.start));
    }
    const before = this.edges.get(key);
    this.edges.set(key, {
      place: {function: fn, at},
      next: before ? [...new Set([...before.next, ...ways])] : ways,
      on: before ? [...new Set([...before.on, ...on])] : on,
    });
  }

  private targetsOf(fn: CodeFunction): ReadonlySet<number> {
    const known = this.targets.get(fn);
    if (known) return known;
    const found = new Set<number>();
    const code = this.codeOf(fn);
    for (let at = fn.start; at < fn.end; at++) {
      const opcode = code.code[at] ?? 0;
      if (opcode === opcodes.ldimm64) at++;
      // What it gives back may become known later.
      else if (opcode === opcodes.call && this.world.called(fn, at)) found.add(at);
      else if (opcode === opcodes.longJump) found.add(at + 1 + (code.immediate[at] ?? 0));
      else if ((opcode & 7) === 5 || (opcode & 7) === 6) found.add(at + 1 + (code.offset[at] ?? 0));
    }
    this.targets.set(fn, found);
    return found;
  }
}
