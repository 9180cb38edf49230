/** What is known of a register or of eight bytes of stack, as far as every verifier since Linux 5.5 knows it too. */
export type Value =
  | {readonly kind: 'constant'; readonly value: bigint}
  /** Unknown; `on` are variables that a loader or the kernel's configuration sets, from which it may follow. */
  | {readonly kind: 'any'; readonly on: readonly string[]}
  | {readonly kind: 'context'; readonly offset: number}
  /** What the eight bytes of the context at OFFSET held: unknown, but for where it is from. */
  | {readonly kind: 'argument'; readonly from: number}
  /** An address on the frame's stack; NaN where it is open at which place, or whether it is one at all. */
  | {readonly kind: 'stack'; readonly offset: number}
  /** An address in a section of global data. */
  | {readonly kind: 'data'; readonly section: number; readonly offset: number}
  /** The address of something of the kernel's: never 0. */
  | {readonly kind: 'extern'; readonly name: string};

export const any: Value = {kind: 'any', on: []};
/** Perhaps on the stack: a store there may change any of it. */
export const somewhere: Value = {kind: 'stack', offset: Number.NaN};
export const constant = (value: bigint): Value => ({kind: 'constant', value: BigInt.asUintN(64, value)});

/** Named where older verifiers do not know a value and newer ones do. */
export const verifier = 'how closely the verifier follows values';

/** So many names say enough; more would only make it slow. */
const mostNames = 8;

export const dependent = (on: readonly string[]): Value => (on.length === 0 ? any : {kind: 'any', on});

/** What a value may depend on. */
export const namesOf = (value: Value | undefined): readonly string[] => (value?.kind === 'any' ? value.on : []);

export const union = (one: readonly string[], other: readonly string[]): readonly string[] => {
  const more = other.filter((name) => !one.includes(name));
  return more.length === 0 || one.length >= mostNames ? one : [...one, ...more].slice(0, mostNames);
};

/** What holds of both. */
export const join = (one: Value, other: Value): Value => {
  if (one === other || same(one, other)) return one;
  if (one.kind === 'stack' || other.kind === 'stack') return somewhere;
  const on = union(namesOf(one), namesOf(other));
  return one.kind === 'any' && one.on.length === on.length ? one : dependent(on);
};

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
    case 'stack':
    case 'context':
      return other.kind === one.kind && Object.is(one.offset, other.offset);
    case 'data':
      return other.kind === 'data' && one.section === other.section && one.offset === other.offset;
    case 'extern':
      return other.kind === 'extern' && one.name === other.name;
  }
};
