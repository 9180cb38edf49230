/**
 * One thing looked for on a host. The three states are kept apart so that a check can't mistake
 * "could not look" for "not there".
 */
export type Fact<T> = Known<T> | Absent | Unreadable;

/** The host has it, and this is its value. */
export interface Known<T> {
  readonly state: 'known';
  readonly value: T;
}

/** The probe looked, and it is not there. */
export interface Absent {
  readonly state: 'absent';
}

/** The probe could not look, or never did; `reason` says why in the host's words, control characters removed. */
export interface Unreadable {
  readonly state: 'unreadable';
  readonly reason: string;
}

/** The fact of a value. */
export const known = <T>(value: T): Known<T> => ({state: 'known', value});

/** The fact that there is none. */
export const absent: Absent = {state: 'absent'};

/** The fact of not knowing, with the reason in a few words. */
export const unreadable = (reason: string): Unreadable => ({state: 'unreadable', reason});

/** A fact that facts saved by an earlier version do not hold: nobody looked. */
export const looked = <T>(fact: Fact<T> | undefined): Fact<T> => fact ?? unreadable('the probe did not look');

/** The value if it is known, else undefined: for places where absent and unreadable mean the same. */
export const valueIfKnown = <T>(fact: Fact<T>): T | undefined => (fact.state === 'known' ? fact.value : undefined);

/** Applies `change` to a known value; the other states pass through. */
export const mapFact = <T, U>(fact: Fact<T>, change: (value: T) => U): Fact<U> =>
  fact.state === 'known' ? known(change(fact.value)) : fact;

/** The same for a change that may find the value unreadable. */
export const flatMapFact = <T, U>(fact: Fact<T>, change: (value: T) => Fact<U>): Fact<U> =>
  fact.state === 'known' ? change(fact.value) : fact;
