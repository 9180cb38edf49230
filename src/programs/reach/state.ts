import {any, constantOf, dependent, join, type Value, verifier} from './value.ts';

/** Bytes of a frame's stack. */
const frameBytes = 512;

/** A frame's stack. What is not on the list is unknown. Copies of a state share it until one of them is written to. */
interface Stack {
  /** By offset from the frame pointer: what was stored there at once. */
  readonly stored: Map<number, Stored>;
  /** A bit for each byte that is zero, from the lowest. */
  readonly zeros: Uint32Array;
}

interface Stored {
  readonly bytes: number;
  readonly value: Value;
}

/** Registers and stack at an instruction. */
export interface State {
  readonly registers: Value[];
  stack: Stack;
  /** False where another state may have the same stack. */
  ownsStack: boolean;
}

const emptyStack: Stack = {stored: new Map(), zeros: new Uint32Array(frameBytes / 32)};
const zero = constantOf(0);

export const entryState = (): State => {
  // Those beyond r10 have numbers only; the verifier refuses them.
  const registers = Array.from({length: 16}, () => any);
  registers[10] = {kind: 'stack', offset: 0};
  return {registers, stack: emptyStack, ownsStack: false};
};

export const copyOf = (state: State): State => {
  state.ownsStack = false;
  return {registers: state.registers.slice(), stack: state.stack, ownsStack: false};
};

const ownStack = (state: State): Stack => {
  if (state.ownsStack) return state.stack;
  const {stored, zeros} = state.stack;
  state.stack = {stored: new Map(stored), zeros: zeros.slice()};
  state.ownsStack = true;
  return state.stack;
};

/** Makes `into` hold what holds in both; whether that changed it. */
export const joinInto = (into: State, from: State): boolean => {
  let changed = false;
  const {registers} = into;
  for (let register = 0; register < registers.length; register++) {
    const before = registers[register] ?? any;
    const after = join(before, from.registers[register] ?? any);
    if (after === before) continue;
    registers[register] = after;
    changed = true;
  }
  return (into.stack !== from.stack && joinStacks(into, from)) || changed;
};

const joinStacks = (into: State, from: State): boolean => {
  let changed = false;
  for (const [offset, {bytes, value}] of into.stack.stored) {
    const after = join(value, loadStack(from, offset, bytes));
    if (after === value) continue;
    ownStack(into).stored.set(offset, {bytes, value: after});
    changed = true;
  }
  for (const [offset, {bytes, value}] of from.stack.stored) {
    if (into.stack.stored.has(offset) || !areZeros(into.stack, offset, bytes)) continue;
    ownStack(into).stored.set(offset, {bytes, value: join(zero, value)});
    changed = true;
  }
  for (let word = 0; word < into.stack.zeros.length; word++) {
    const before = into.stack.zeros[word] ?? 0;
    const after = before & (from.stack.zeros[word] ?? 0);
    if (before === after >>> 0) continue;
    ownStack(into).zeros[word] = after;
    changed = true;
  }
  return changed;
};

/** Bytes outside of the frame are never zero. */
const areZeros = ({zeros}: Stack, offset: number, bytes: number): boolean => {
  const start = offset + frameBytes;
  if (start < 0 || start + bytes > frameBytes) return false;
  for (let bit = start; bit < start + bytes; bit++)
    if (((zeros[bit >> 5] ?? 0) & (1 << (bit & 31))) === 0) return false;
  return true;
};

/** What a load of so many bytes from the stack gives. */
export const loadStack = ({stack}: State, offset: number, bytes: number): Value => {
  if (Number.isNaN(offset)) return any;
  const stored = stack.stored.get(offset);
  if (stored?.bytes === bytes) return stored.value;
  return areZeros(stack, offset, bytes) ? zero : any;
};

/** Notes a store to the stack. Of less than a word verifiers before Linux 5.16 remember zeros only. */
export const storeStack = (state: State, offset: number, bytes: number, value: Value): void => {
  if (Number.isNaN(offset)) {
    forgetStack(state);
    return;
  }
  if (offset < -frameBytes || offset >= 0) return;
  const {stored, zeros} = ownStack(state);
  // What overlaps begins at most seven bytes before.
  for (let at = offset - 7; at < offset + bytes; at++) {
    const there = stored.get(at);
    if (there && at + there.bytes > offset) stored.delete(at);
  }
  const isZero = value.kind === 'constant' && value.value === 0n;
  const end = Math.min(offset + bytes, 0) + frameBytes;
  for (let bit = offset + frameBytes; bit < end; bit++) {
    const mask = 1 << (bit & 31);
    zeros[bit >> 5] = isZero ? (zeros[bit >> 5] ?? 0) | mask : (zeros[bit >> 5] ?? 0) & ~mask;
  }
  if (!isZero && value !== any) stored.set(offset, {bytes, value: partOf(value, bytes)});
};

const partOf = (value: Value, bytes: number): Value => {
  if (bytes === 8 || value.kind === 'any') return value;
  return value.kind === 'argument' || value.kind === 'constants' ? any : dependent([verifier]);
};

/** Forgets the stack from an offset upwards: whoever has its address may have written there. */
export const forgetStack = (state: State, from = -frameBytes): void => {
  if (state.stack === emptyStack) return;
  if (from <= -frameBytes) {
    state.stack = emptyStack;
    state.ownsStack = false;
    return;
  }
  const {stored, zeros} = ownStack(state);
  for (const [offset, {bytes}] of stored) if (offset + bytes > from) stored.delete(offset);
  for (let bit = from + frameBytes; bit < frameBytes; bit++)
    zeros[bit >> 5] = (zeros[bit >> 5] ?? 0) & ~(1 << (bit & 31));
};
