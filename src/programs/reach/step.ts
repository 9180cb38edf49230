import {calls, classes, classOf, type Instructions, opcodes, widthOf} from '../code/instructions.ts';
import type {CodeFunction} from '../object/code-sections.ts';
import {calculate, isTaken} from './arithmetic.ts';
import {copyOf, forgetStack, loadStack, type State, storeStack} from './state.ts';
import {any, constantOf, dependent, movedBy, namesOf, placesOf, union, type Value} from './value.ts';

/** What instructions refer to and read, besides registers and stack. */
export interface World {
  /** The value of an `ldimm64` with a relocation: an address. */
  readonly address: (fn: CodeFunction, code: Instructions, at: number) => Value | CodeFunction;
  /** What a load from an address gives. */
  readonly load: (from: Value, bytes: number) => Value;
  /** The function of the object that a call goes to; undefined for helpers and kfuncs. */
  readonly called: (fn: CodeFunction, at: number) => CodeFunction | undefined;
}

/** Told what an instruction reads of the program's context. */
export interface Listener {
  /** It reads the context at one of these bytes; undefined for what does not read it. */
  readonly contextRead: (at: number, places: readonly number[] | undefined) => void;
  /** It reads behind, or moves, an address that the context held at this byte. */
  readonly argumentRead: (at: number, from: number | undefined) => void;
}

/** Whether an instruction only changes the state: control goes on behind it. */
export const isStraight = (opcode: number): boolean => {
  const kind = classOf(opcode);
  return kind !== classes.jmp && kind !== classes.jmp32;
};

/** Carries out arithmetic, a load or a store on a state. Gives the function whose address it loads, if it does. */
export const straight = (
  fn: CodeFunction,
  code: Instructions,
  at: number,
  state: State,
  world: World,
  listener: Listener,
): CodeFunction | undefined => {
  const opcode = code.code[at] ?? 0;
  const {registers} = state;
  const [destination, source, offset] = [code.destination[at] ?? 0, code.source[at] ?? 0, code.offset[at] ?? 0];
  switch (classOf(opcode)) {
    case classes.alu:
    case classes.alu64: {
      const to = registers[destination] ?? any;
      const operand = operandOf(code, at, state);
      registers[destination] = calculate(opcode, offset, to, operand);
      if (opcode === opcodes.addImmediate64 || opcode === opcodes.add64) {
        const moved = to.kind === 'argument' ? to : operand;
        listener.argumentRead(at, moved.kind === 'argument' ? moved.from : undefined);
      }
      return undefined;
    }
    case classes.ldx: {
      const from = registers[source] ?? any;
      const bytes = widthOf(opcode);
      const value =
        from.kind === 'stack'
          ? loadStack(state, from.offset + offset, bytes)
          : world.load(offset === 0 ? from : (movedBy(from, offset) ?? from), bytes);
      // MEMSX extends the sign: what that comes to is not followed.
      registers[destination] = (opcode & 0xe0) === 0x80 ? dependent(namesOf(value)) : value;
      listener.argumentRead(at, from.kind === 'argument' ? from.from : undefined);
      const places = placesOf(from)?.map((place) => place + offset);
      listener.contextRead(at, places);
      const [first] = places ?? [];
      if (bytes === 8 && first !== undefined && places?.length === 1)
        registers[destination] = {kind: 'argument', from: first};
      return undefined;
    }
    case classes.st:
    case classes.stx: {
      const to = registers[destination] ?? any;
      const atomic = classOf(opcode) === classes.stx && (opcode & 0xe0) !== 0x60;
      if (to.kind === 'stack') {
        const value = classOf(opcode) === classes.st ? constantOf(code.immediate[at] ?? 0) : (registers[source] ?? any);
        storeStack(state, to.offset + offset, widthOf(opcode), atomic ? any : value);
      }
      // Atomic operations may give back what was there.
      if (atomic) {
        registers[source] = any;
        registers[0] = any;
      }
      return undefined;
    }
    default: {
      if (opcode !== opcodes.ldimm64) {
        // Loads from packets, as classic BPF has them: calls in all but name.
        registers.fill(any, 0, 6);
        return undefined;
      }
      const address = world.address(fn, code, at);
      const isFunction = 'section' in address && 'start' in address;
      registers[destination] = isFunction ? any : address;
      return isFunction ? address : undefined;
    }
  }
};

const operandOf = (code: Instructions, at: number, {registers}: State): Value =>
  ((code.code[at] ?? 0) & 8) === 0 ? constantOf(code.immediate[at] ?? 0) : (registers[code.source[at] ?? 0] ?? any);

/** Makes a call on a state: what its arguments point to may be written, and they are gone. Gives the function of the object that is called. */
export const call = (
  fn: CodeFunction,
  code: Instructions,
  at: number,
  state: State,
  world: World,
): {readonly called: CodeFunction; readonly handed: readonly Value[]} | undefined => {
  const {registers} = state;
  const direct = code.code[at] === opcodes.call;
  const called = direct && code.source[at] === calls.subprogram ? world.called(fn, at) : undefined;
  const handed = called && registers.slice(1, 6);
  const helper = direct && code.source[at] === calls.helper;
  // A helper writes from an address upwards, other functions anywhere in the frame.
  for (let register = 1; register <= 5; register++) {
    const value = registers[register];
    if (value?.kind === 'stack') forgetStack(state, helper && !Number.isNaN(value.offset) ? value.offset : undefined);
  }
  registers.fill(any, 0, 6);
  return called && handed && {called, handed};
};

/** Where a conditional jump leads from a state: into which ways, each with a state of its own. */
export interface Branch {
  readonly here: State | undefined;
  readonly there: State | undefined;
  /** Whether it is open which of them because of variables that a loader sets: their names. */
  readonly on: readonly string[];
}

export const branch = (code: Instructions, at: number, state: State): Branch => {
  const opcode = code.code[at] ?? 0;
  const destination = code.destination[at] ?? 0;
  const target = state.registers[destination] ?? any;
  const operand = operandOf(code, at, state);
  // may_goto, whose registers say nothing.
  const taken = (opcode & 0xf0) === 0xe0 ? undefined : isTaken(opcode, target, operand);
  if (taken !== undefined) return {here: taken ? undefined : state, there: taken ? state : undefined, on: namesOf(any)};
  const there = copyOf(state);
  // Whoever is equal to a constant is known from there on.
  if (
    classOf(opcode) === classes.jmp &&
    operand.kind === 'constant' &&
    (target.kind === 'any' || target.kind === 'argument' || target.kind === 'constants')
  ) {
    if ((opcode & 0xf0) === 0x10) there.registers[destination] = operand;
    if ((opcode & 0xf0) === 0x50) state.registers[destination] = operand;
  }
  return {here: state, there, on: union(namesOf(target), namesOf(operand))};
};
