import {type Instructions, opcodes} from '../code/instructions.ts';
import type {CodeFunction} from '../object/code-sections.ts';
import {meetingsOf, targetOf, widthOf} from './flow.ts';
import {Numbering, type Place} from './numbering.ts';
import {copyOf, entryState, joinInto, type State} from './state.ts';
import {branch, call, isStraight, straight, type World} from './step.ts';
import {any, join, union, type Value} from './value.ts';
import {Worklist} from './worklist.ts';

/**
 * Explores a program: which instructions can be reached, whatever its input. States that meet are joined, so that each instruction is visited a few
 * times only. The functions are the program's own and all that it calls; `roots` those that the verifier looks at by themselves, with unknown arguments.
 */
export const explore = (
  [program, ...others]: readonly CodeFunction[],
  roots: readonly CodeFunction[],
  codeOf: (fn: CodeFunction) => Instructions,
  world: World,
): Explored => {
  if (!program) throw new Error('a program has a function');
  const exploration = new Exploration([program, ...others], codeOf, world);
  exploration.enter(program, [{kind: 'context', offset: 0}]);
  for (const root of roots) exploration.enter(root);
  exploration.run();
  return exploration;
};

/** Ways out of an instruction that were taken. */
const ways = {onward: 1, jump: 2} as const;

/** What came of it. */
export interface Explored {
  readonly numbering: Numbering;
  readonly reached: (number: number) => boolean;
  /** Where control can go from a reached instruction; -1 for what is in no function. */
  readonly next: (number: number) => readonly number[];
  /** Variables that decide which of these it is. */
  readonly on: (number: number) => readonly string[];
  /** Bytes of the context that instructions read. */
  readonly context: ReadonlyMap<number, readonly ContextRead[]>;
  /** For an instruction that reads behind or moves an address that the context held: where in it. */
  readonly argumentAt: (place: Place) => number | undefined;
}

export interface ContextRead {
  readonly place: Place;
  /** Whether it reads there whichever way led to it. */
  readonly certain: boolean;
}

class Exploration implements Explored {
  readonly numbering: Numbering;
  private readonly codeOf: (fn: CodeFunction) => Instructions;
  private readonly world: World;
  /** For each instruction whether it was visited. */
  private readonly visited: Uint8Array;
  /** Of jumps: the ways that were taken. */
  private readonly taken: Uint8Array;
  private readonly decides = new Map<number, readonly string[]>();
  private readonly entered = new Map<number, CodeFunction[]>();
  /** At entries and where ways meet. */
  private readonly states = new Map<number, State>();
  private readonly pending: Worklist;
  /** What functions that are verified with their callers give back, once they do. */
  private readonly returns = new Map<CodeFunction, Value>();
  private readonly callers = new Map<CodeFunction, Set<number>>();
  private readonly reads = new Map<number, {readonly places: readonly number[]; readonly certain: boolean}>();
  private readonly held = new Map<number, number>();
  /** Of the function that is followed: its first instruction's number less its index. */
  private shift = 0;

  constructor(functions: readonly CodeFunction[], codeOf: (fn: CodeFunction) => Instructions, world: World) {
    this.codeOf = codeOf;
    this.world = world;
    this.numbering = new Numbering(functions);
    this.visited = new Uint8Array(this.numbering.count);
    this.taken = new Uint8Array(this.numbering.count);
    this.pending = new Worklist(this.numbering.count);
  }

  readonly reached = (number: number): boolean => this.visited[number] === 1;

  readonly next = (number: number): number[] => {
    const {function: fn, at} = this.numbering.placeOf(number);
    const code = this.codeOf(fn);
    const opcode = code.code[at] ?? 0;
    const found: number[] = [];
    const to = (next: number): void => {
      found.push(this.numbering.numberOf({function: fn, at: next}));
    };
    if (isStraight(opcode)) to(at + widthOf(opcode));
    else {
      const taken = this.taken[number] ?? 0;
      if (taken & ways.onward) to(at + 1);
      if (taken & ways.jump) to(targetOf(code, at));
    }
    for (const entered of this.entered.get(number) ?? []) found.push(this.numbering.firstOf(entered));
    return found;
  };

  readonly on = (number: number): readonly string[] => this.decides.get(number) ?? none;

  get context(): ReadonlyMap<number, readonly ContextRead[]> {
    const found = new Map<number, ContextRead[]>();
    for (const [number, {places, certain}] of this.reads)
      for (const byte of places) {
        const list = found.get(byte) ?? [];
        list.push({place: this.numbering.placeOf(number), certain});
        found.set(byte, list);
      }
    return found;
  }

  readonly argumentAt = (place: Place): number | undefined => this.held.get(this.numbering.numberOf(place));

  // Where several ways meet, only what holds on all of them is certain: the last visit knows of all.
  readonly contextRead = (at: number, places: readonly number[] | undefined): void => {
    const number = this.shift + at;
    const before = this.reads.get(number);
    if (places) this.reads.set(number, {places, certain: places.length === 1});
    else if (before?.certain) this.reads.set(number, {places: before.places, certain: false});
  };

  readonly argumentRead = (at: number, from: number | undefined): void => {
    if (from !== undefined) this.held.set(this.shift + at, from);
    else if (this.held.size > 0) this.held.delete(this.shift + at);
  };

  /** A function begins with these arguments; with unknown ones where none are given. */
  enter(fn: CodeFunction, args: readonly Value[] = none): void {
    const state = entryState();
    for (const [index, value] of args.entries()) state.registers[index + 1] = value.kind === 'stack' ? any : value;
    this.meet(fn, fn.start, state);
  }

  run(): void {
    for (let number = this.pending.pop(); number !== undefined; number = this.pending.pop()) {
      const state = this.states.get(number);
      const {function: fn, at} = this.numbering.placeOf(number);
      if (state) this.follow(fn, at, copyOf(state));
    }
  }

  /** Control comes to an instruction with a state, which is kept or joined to what is known there. */
  private meet(fn: CodeFunction, at: number, state: State): void {
    const number = this.numbering.numberOf({function: fn, at});
    if (number < 0) return;
    const known = this.states.get(number);
    if (!known) this.states.set(number, state);
    else if (!joinInto(known, state)) return;
    this.pending.push(number);
  }

  /** Goes on in a straight line until ways part or meet, or the end. The state is used up. */
  private follow(fn: CodeFunction, start: number, state: State): void {
    const code = this.codeOf(fn);
    const meets = meetingsOf(fn, this.world);
    const shift = this.numbering.shiftOf(fn);
    this.shift = shift;
    for (let at = start; at < fn.end; ) {
      this.visited[shift + at] = 1;
      const opcode = code.code[at] ?? 0;
      if (!isStraight(opcode)) {
        if (!this.leap(fn, code, at, state)) return;
        at++;
      } else {
        const entered = straight(fn, code, at, state, this.world, this);
        if (entered) this.enterFrom(shift + at, entered);
        at += widthOf(opcode);
      }
      if (meets[at - fn.start]) {
        this.meet(fn, at, state);
        return;
      }
    }
  }

  /** Carries out a jump, a call or an exit; whether control goes on behind it, with nowhere else to go. */
  private leap(fn: CodeFunction, code: Instructions, at: number, state: State): boolean {
    const opcode = code.code[at] ?? 0;
    const number = this.shift + at;
    if (opcode === opcodes.exit) {
      this.leave(fn, state.registers[0] ?? any);
      return false;
    }
    if (opcode === opcodes.call || opcode === opcodes.callRegister) {
      const entered = call(fn, code, at, state, this.world);
      const goesOn = !entered || this.returnedTo(number, entered.called, state);
      if (entered) this.enterFrom(number, entered.called, entered.handed);
      if (goesOn) this.taken[number] = ways.onward;
      return goesOn;
    }
    if (opcode === opcodes.jump || opcode === opcodes.longJump) {
      this.taken[number] = ways.jump;
      this.meet(fn, targetOf(code, at), state);
      return false;
    }
    const {here, there, on} = branch(code, at, state);
    this.taken[number] = (this.taken[number] ?? 0) | (here ? ways.onward : 0) | (there ? ways.jump : 0);
    if (on.length > 0) this.decides.set(number, union(this.on(number), on));
    if (there) this.meet(fn, targetOf(code, at), there);
    return here !== undefined;
  }

  private enterFrom(number: number, fn: CodeFunction, args?: readonly Value[]): void {
    const known = this.entered.get(number);
    if (!known) this.entered.set(number, [fn]);
    else if (!known.includes(fn)) known.push(fn);
    this.enter(fn, args);
  }

  /** Goes on after a call with what the function gives back; not before it does. A global one may give back anything. */
  private returnedTo(number: number, called: CodeFunction, state: State): boolean {
    if (called.global) return true;
    const callers = this.callers.get(called) ?? new Set();
    this.callers.set(called, callers.add(number));
    const value = this.returns.get(called);
    state.registers[0] = value ?? any;
    return value !== undefined;
  }

  private leave(fn: CodeFunction, value: Value): void {
    const before = this.returns.get(fn);
    const after = before ? join(before, value) : value.kind === 'stack' ? any : value;
    if (after === before) return;
    this.returns.set(fn, after);
    for (const caller of this.callers.get(fn) ?? []) this.pending.push(caller);
  }
}

const none: readonly never[] = [];
