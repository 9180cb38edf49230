import type {Fact, Known} from '../facts/fact.ts';
import type {Facts} from '../facts/facts.ts';
import type {Remedy} from '../remedies/remedy.ts';

/** What should be true of a host, as a pure function of its facts. One file a subject; see CONTRIBUTING.md. */
export interface Check {
  /** `group.name`. */
  readonly id: string;
  /** The id of the check behind which reports show it. Without one it comes at the end of its group. */
  readonly after?: string;
  readonly title: string;
  /** One sentence: what goes wrong for the user when this is not so. */
  readonly why: string;
  /** What does not work where it fails, for the one row that a terminal has for it: no capital, no full stop. Default: from `why`. */
  readonly breaks?: string;
  /** What is read on the host, for the catalogue. */
  readonly reads: string;
  /** Where the threshold or the mechanism is documented: commits, documents, threads. */
  readonly sources: readonly string[];
  /** Where it is explained, if that is not the catalogue. */
  readonly docs?: string;
  readonly evaluate: (facts: Facts) => Outcome;
}

/** `unknown`: it could not be looked at. `skip`: it does not apply to this host. */
export type Verdict = 'pass' | 'fail' | 'unknown' | 'skip';

/** How a verdict was reached; each outranks those after it, because distributions backport features to old versions. */
export type Source = 'probe' | 'file' | 'kconfig' | 'version';

/** What a check found. Made with {@link pass}, {@link fail}, {@link unknown} and {@link skip}. */
export interface Outcome {
  readonly verdict: Verdict;
  /** What is there, in a few words. */
  readonly found: string;
  /** What should be there; empty for pass and skip where nothing was expected. */
  readonly expected: string;
  readonly source: Source;
  /** What was read, and its value or error. */
  readonly evidence: readonly string[];
  readonly remedy?: Remedy;
  /** Set where a program loads, and silently reads wrong data. */
  readonly damage?: true;
}

interface Details {
  readonly source?: Source;
  readonly evidence?: readonly string[];
  readonly expected?: string;
}

/** It is as it should be. */
export const pass = (found: string, {source = 'file', evidence = [], expected = ''}: Details = {}): Outcome => ({
  verdict: 'pass',
  found,
  expected,
  source,
  evidence,
});

/** It was looked at, and is not as it should be; without a remedy where there is none. */
export const fail = (
  found: string,
  {source = 'file', evidence = [], expected, remedy}: Details & {readonly expected: string; readonly remedy?: Remedy},
): Outcome => ({verdict: 'fail', found, expected, source, evidence, ...(remedy && {remedy})});

/** Could not be told; `reason` says what stood in the way. */
export const unknown = (
  reason: string,
  {source = 'file', evidence = [], expected = '', remedy}: Details & {readonly remedy?: Remedy} = {},
): Outcome => ({verdict: 'unknown', found: reason, expected, source, evidence, ...(remedy && {remedy})});

/** A fact that a check needs and that could not be looked at: `what` names it, the host's reason follows. */
export const unseen = (what: string, fact: Unseen, details: Details & {readonly remedy?: Remedy} = {}): Outcome =>
  unknown(`${what} could not be read${reasonOf(fact)}`, details);

/** A fact without a value; undefined where facts saved by an earlier version lack it. */
type Unseen = Exclude<Fact<unknown>, Known<unknown>> | undefined;

const reasonOf = (fact: Unseen): string => {
  if (fact === undefined) return ': the probe did not look';
  return `: ${fact.state === 'unreadable' ? fact.reason : 'it is not there'}`;
};

/** Does not apply to this host. */
export const skip = (reason: string): Outcome => ({
  verdict: 'skip',
  found: reason,
  expected: '',
  source: 'file',
  evidence: [],
});
