import {any, constant, dependent, join, type Value, verifier} from './value.ts';

/** Bytes of a frame's stack. */
const frameBytes = 512;

/** Registers and stack at an instruction. What is not on the stack's list is unknown. */
export interface State {
  readonly registers: Value[];
  /** By offset from the frame pointer: what was stored there at once. */
  readonly stored: Map<number, Stored>;
  /** Offsets of bytes that are zero. */
  readonly zeros: Set<number>;
}

interface Stored {
  readonly bytes: number;
  readonly value: Value;
}

export const entryState = (first: Value): State => {
  // Those beyond r10 have numbers only; the verifier refuses them.
  const registers = Array.from({length: 16}, () => any);
  registers[1] = first;
  registers[10] = {kind: 'stack', offset: 0};
  return {registers, stored: new Map(), zeros: new Set()};
};

export const copyOf = ({registers, stored, zeros}: State): State => ({
  registers: [...registers],
  stored: new Map(stored),
  zeros: new Set(zeros),
});

/** Makes INTO hold what holds in both; whether that changed it. */
export const joinInto = (into: State, from: State): boolean => {
  let changed = false;
  for (const [register, before] of into.registers.entries()) {
    const after = join(before, from.registers[register] ?? any);
    if (after === before) continue;
    into.registers[register] = after;
    changed = true;
  }
  for (const [offset, {bytes, value}] of into.stored) {
    const after = join(value, loadStack(from, offset, bytes));
    if (after === value) continue;
    into.stored.set(offset, {bytes, value: after});
    changed = true;
  }
  for (const [offset, {bytes, value}] of from.stored) {
    if (into.stored.has(offset) || !areZeros(into, offset, bytes)) continue;
    into.stored.set(offset, {bytes, value: join(constant(0n), value)});
    changed = true;
  }
  for (const offset of into.zeros) {
    if (from.zeros.has(offset)) continue;
    into.zeros.delete(offset);
    changed = true;
  }
  return changed;
};

const areZeros = ({zeros}: State, offset: number, bytes: number): boolean => {
  for (let at = offset; at < offset + bytes; at++) if (!zeros.has(at)) return false;
  return true;
};

/** What a load of so many bytes from the stack gives. */
export const loadStack = (state: State, offset: number, bytes: number): Value => {
  if (Number.isNaN(offset)) return any;
  const stored = state.stored.get(offset);
  if (stored?.bytes === bytes) return stored.value;
  return areZeros(state, offset, bytes) ? constant(0n) : any;
};

/** Notes a store to the stack. Of less than a word verifiers before Linux 5.16 remember zeros only. */
export const storeStack = (state: State, offset: number, bytes: number, value: Value): void => {
  if (Number.isNaN(offset)) {
    forgetStack(state);
    return;
  }
  if (offset < -frameBytes || offset >= 0) return;
  for (const [at, stored] of state.stored)
    if (at < offset + bytes && at + stored.bytes > offset) state.stored.delete(at);
  const zero = value.kind === 'constant' && value.value === 0n;
  for (let at = offset; at < offset + bytes; at++) {
    if (zero) state.zeros.add(at);
    else state.zeros.delete(at);
  }
  if (!zero && value !== any) state.stored.set(offset, {bytes, value: partOf(value, bytes)});
};

const partOf = (value: Value, bytes: number): Value => {
  if (bytes === 8 || value.kind === 'any') return value;
  return value.kind === 'argument' ? any : dependent([verifier]);
};

/** Forgets the stack from an offset upwards: whoever has its address may have written there. */
export const forgetStack = (state: State, from = -frameBytes): void => {
  for (const [offset, {bytes}] of state.stored) if (offset + bytes > from) state.stored.delete(offset);
  for (const offset of state.zeros) if (offset >= from) state.zeros.delete(offset);
};
