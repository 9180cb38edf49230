/** What is known of a register or of eight bytes of stack, as far as every verifier since Linux 5.5 knows it too. */
export type Value =
  | {readonly kind: 'constant'; readonly value: bigint}
  /** One of several constants: which depends on the way that led here. */
  | {readonly kind: 'constants'; readonly values: readonly bigint[]}
  /** Unknown; `on` are variables that a loader or the kernel's configuration sets, from which it may follow. */
  | {readonly kind: 'any'; readonly on: readonly string[]}
  | {readonly kind: 'context'; readonly offset: number}
  /** In the context at one of several places: which depends on the way that led here. */
  | {readonly kind: 'contexts'; readonly offsets: readonly number[]}
  /** What the eight bytes of the context at OFFSET held: unknown, but for where it is from. */
  | {readonly kind: 'argument'; readonly from: number}
  /** An address on the frame's stack; NaN where it is open at which place, or whether it is one at all. */
  | {readonly kind: 'stack'; readonly offset: number}
  /** An address in a section of global data. */
  | {readonly kind: 'data'; readonly section: number; readonly offset: number}
  /** The address of something of the kernel's: never 0. */
  | {readonly kind: 'extern'; readonly name: string};

const none: readonly string[] = [];

export const any: Value = {kind: 'any', on: none};
/** Perhaps on the stack: a store there may change any of it. */
export const somewhere: Value = {kind: 'stack', offset: Number.NaN};
export const constant = (value: bigint): Value => ({kind: 'constant', value: BigInt.asUintN(64, value)});

const small = Array.from({length: 1024}, (_, value) => constant(BigInt(value)));

/** The constant of an immediate, whose sign is extended. Most are small, and made once. */
export const constantOf = (immediate: number): Value => small[immediate] ?? constant(BigInt(immediate));

/** Named where older verifiers do not know a value and newer ones do. */
export const verifier = 'how closely the verifier follows values';

/** So many names, or places, say enough; more would only make it slow. */
const most = 8;

export const dependent = (on: readonly string[]): Value => (on.length === 0 ? any : {kind: 'any', on});

/** What a value may depend on. */
export const namesOf = (value: Value | undefined): readonly string[] => (value?.kind === 'any' ? value.on : none);

export const union = (one: readonly string[], other: readonly string[]): readonly string[] => {
  if (other.length === 0 || one === other) return one;
  const more = other.filter((name) => !one.includes(name));
  return more.length === 0 || one.length >= most ? one : [...one, ...more].slice(0, most);
};

/** A value moved by a constant distance; undefined for what is no address. */
export const movedBy = (value: Value, distance: number): Value | undefined => {
  if ('offset' in value) return {...value, offset: value.offset + distance};
  return value.kind === 'contexts'
    ? {kind: 'contexts', offsets: value.offsets.map((offset) => offset + distance)}
    : undefined;
};

/** What holds of both. */
export const join = (one: Value, other: Value): Value => {
  if (one === other || same(one, other)) return one;
  if (one.kind === 'stack' || other.kind === 'stack') return somewhere;
  const [places, numbers] = [placesOf(one), constantsOf(one)];
  const offsets = several(places, placesOf(other));
  if (offsets) return offsets === places ? one : {kind: 'contexts', offsets};
  const values = several(numbers, constantsOf(other));
  if (values) return values === numbers ? one : {kind: 'constants', values};
  const on = union(namesOf(one), namesOf(other));
  return one.kind === 'any' && one.on.length === on.length ? one : dependent(on);
};

/** The values of both, `values` itself where they are all among these; undefined where some are not known, or they are too many. */
const several = <T>(values: readonly T[] | undefined, others: readonly T[] | undefined): readonly T[] | undefined => {
  if (!values || !others) return undefined;
  const more = others.filter((each) => !values.includes(each));
  if (more.length === 0) return values;
  return values.length + more.length <= most ? [...values, ...more] : undefined;
};

/** What a number may be; undefined where that is not known. */
const constantsOf = (value: Value): readonly bigint[] | undefined =>
  value.kind === 'constant' ? [value.value] : value.kind === 'constants' ? value.values : undefined;

/** Where in the context an address may be; undefined for what is none. */
export const placesOf = (value: Value): readonly number[] | undefined =>
  value.kind === 'context' ? [value.offset] : value.kind === 'contexts' ? value.offsets : undefined;

const same = (one: Value, other: Value): boolean => {
  switch (one.kind) {
    case 'constant':
      return other.kind === 'constant' && one.value === other.value;
    case 'any':
      return (
        other.kind === 'any' && one.on.length === other.on.length && other.on.every((name) => one.on.includes(name))
      );
    case 'argument':
      return other.kind === 'argument' && one.from === other.from;
    case 'contexts':
    case 'constants':
      return false;
    case 'stack':
    case 'context':
      return other.kind === one.kind && Object.is(one.offset, other.offset);
    case 'data':
      return other.kind === 'data' && one.section === other.section && one.offset === other.offset;
    case 'extern':
      return other.kind === 'extern' && one.name === other.name;
  }
};
