import {calls, classes, classOf, type Instructions, opcodes, widthOf} from '../code/instructions.ts';
import type {CodeFunction} from '../object/code-sections.ts';
import {calculate, isTaken} from './arithmetic.ts';
import {copyOf, forgetStack, loadStack, type State, storeStack} from './state.ts';
import {any, constant, dependent, namesOf, union, type Value} from './value.ts';

/** What instructions refer to and read, besides registers and stack. */
export interface World {
  /** The value of an `ldimm64` with a relocation: an address. */
  readonly address: (fn: CodeFunction, code: Instructions, at: number) => Value | CodeFunction;
  /** What a load from an address gives. */
  readonly load: (from: Value, bytes: number) => Value;
  /** The function of the object that a call goes to; undefined for helpers and kfuncs. */
  readonly called: (fn: CodeFunction, at: number) => CodeFunction | undefined;
}

/** Where an instruction leads. */
export interface Step {
  readonly next: readonly {readonly at: number; readonly state: State}[];
  /** A function of the object that runs then, and with what. */
  readonly enters?: {readonly function: CodeFunction; readonly registers?: readonly Value[]};
  /** Whether it is open where it leads because of variables that a loader sets: their names. */
  readonly on: readonly string[];
  /** It reads the program's context, from this byte on. */
  readonly context?: number;
  /** It reads behind, or moves, an address that the context held at this byte. */
  readonly argument?: number;
}

/** Carries out an instruction of a function on a state, which is changed. */
export const step = (fn: CodeFunction, code: Instructions, at: number, state: State, world: World): Step => {
  const opcode = code.code[at] ?? 0;
  const {registers} = state;
  const [destination, source, offset] = [code.destination[at] ?? 0, code.source[at] ?? 0, code.offset[at] ?? 0];
  const immediate = constant(BigInt(code.immediate[at] ?? 0));
  const from = registers[source] ?? any;
  const to = registers[destination] ?? any;
  const onward = {next: [{at: at + 1, state}], on: []};
  switch (classOf(opcode)) {
    case classes.alu:
    case classes.alu64:
      registers[destination] = calculate(opcode, offset, to, (opcode & 8) === 0 ? immediate : from);
      if (opcode !== opcodes.addImmediate64 && opcode !== opcodes.add64) return onward;
      if (to.kind === 'argument') return {...onward, argument: to.from};
      return opcode === opcodes.add64 && from.kind === 'argument' ? {...onward, argument: from.from} : onward;
    case classes.ldx: {
      const bytes = widthOf(opcode);
      const value =
        from.kind === 'stack' ? loadStack(state, from.offset + offset, bytes) : world.load(moved(from, offset), bytes);
      // MEMSX extends the sign: what that comes to is not followed.
      registers[destination] = (opcode & 0xe0) === 0x80 ? dependent(namesOf(value)) : value;
      if (from.kind === 'argument') return {...onward, argument: from.from};
      if (from.kind !== 'context') return onward;
      if (bytes === 8) registers[destination] = {kind: 'argument', from: from.offset + offset};
      return {...onward, context: from.offset + offset};
    }
    case classes.st:
    case classes.stx: {
      const atomic = classOf(opcode) === classes.stx && (opcode & 0xe0) !== 0x60;
      const value = classOf(opcode) === classes.st ? immediate : from;
      if (to.kind === 'stack') storeStack(state, to.offset + offset, widthOf(opcode), atomic ? any : value);
      // Atomic operations may give back what was there.
      if (atomic) {
        registers[source] = any;
        registers[0] = any;
      }
      return onward;
    }
    case classes.ld:
      return loadImmediate(fn, code, at, state, world);
    default:
      return jump(fn, code, at, state, world);
  }
};

const moved = (value: Value, offset: number): Value =>
  'offset' in value ? {...value, offset: value.offset + offset} : value;

const loadImmediate = (fn: CodeFunction, code: Instructions, at: number, state: State, world: World): Step => {
  const {registers} = state;
  const destination = code.destination[at] ?? 0;
  if (code.code[at] !== opcodes.ldimm64) {
    // Loads from packets, as classic BPF has them: calls in all but name.
    for (let register = 0; register <= 5; register++) registers[register] = any;
    return {next: [{at: at + 1, state}], on: []};
  }
  const next = [{at: at + 2, state}];
  const address = world.address(fn, code, at);
  if ('section' in address && 'start' in address) {
    registers[destination] = any;
    return {next, on: [], enters: {function: address}};
  }
  registers[destination] = address;
  return {next, on: []};
};

const jump = (fn: CodeFunction, code: Instructions, at: number, state: State, world: World): Step => {
  const opcode = code.code[at] ?? 0;
  const {registers} = state;
  switch (opcode) {
    case opcodes.exit:
      return {next: [], on: []};
    case opcodes.jump:
      return {next: [{at: at + 1 + (code.offset[at] ?? 0), state}], on: []};
    case opcodes.longJump:
      return {next: [{at: at + 1 + (code.immediate[at] ?? 0), state}], on: []};
    case opcodes.call:
    case opcodes.callRegister: {
      const called = opcode === opcodes.call ? world.called(fn, at) : undefined;
      const handed = registers.slice(1, 6);
      const helper = !called && opcode === opcodes.call && code.source[at] === calls.helper;
      forgetHanded(state, handed, helper);
      for (let register = 0; register <= 5; register++) registers[register] = any;
      const next = [{at: at + 1, state}];
      return called ? {next, on: [], enters: {function: called, registers: handed}} : {next, on: []};
    }
    default:
      return branch(code, at, state);
  }
};

/** What a call may write to: a helper from an address upwards, other functions anywhere in the frame. */
const forgetHanded = (state: State, handed: readonly Value[], helper: boolean): void => {
  for (const value of handed)
    if (value.kind === 'stack') forgetStack(state, helper && !Number.isNaN(value.offset) ? value.offset : undefined);
};

const branch = (code: Instructions, at: number, state: State): Step => {
  const opcode = code.code[at] ?? 0;
  const [destination, source] = [code.destination[at] ?? 0, code.source[at] ?? 0];
  const target = state.registers[destination] ?? any;
  const operand = (opcode & 8) === 0 ? constant(BigInt(code.immediate[at] ?? 0)) : (state.registers[source] ?? any);
  const [here, there] = [at + 1, at + 1 + (code.offset[at] ?? 0)];
  // may_goto, whose registers say nothing.
  const taken = (opcode & 0xf0) === 0xe0 ? undefined : isTaken(opcode, target, operand);
  if (taken !== undefined) return {next: [{at: taken ? there : here, state}], on: []};
  const other = copyOf(state);
  // Whoever is equal to a constant is known from there on.
  if (
    classOf(opcode) === classes.jmp &&
    operand.kind === 'constant' &&
    (target.kind === 'any' || target.kind === 'argument')
  ) {
    if ((opcode & 0xf0) === 0x10) other.registers[destination] = operand;
    if ((opcode & 0xf0) === 0x50) state.registers[destination] = operand;
  }
  const next = [
    {at: here, state},
    {at: there, state: other},
  ];
  return {next, on: union(namesOf(target), namesOf(operand))};
};
