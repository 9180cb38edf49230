import type {Remedy} from '../remedies/remedy.ts';
import type {Evidence} from './evidence/evidence.ts';
import type {Label} from './label.ts';

/**
 * Why something failed, and how one tells. One file a cause in causes/; see CONTRIBUTING.md.
 * Weights are log-odds: 6 nothing else says this, 4 strong, 2.5 likely, 1 a hint; see score.ts.
 */
export interface Cause {
  readonly label: Label;
  readonly title: string;
  /** One or two sentences: the mechanism, and what misleads about it. */
  readonly why: string;
  readonly remedy: Remedy | ((evidence: Evidence) => Remedy);
  /** The one command whose output would confirm or refute it on the host. */
  readonly decide: string;
  /** Where the messages or the mechanism come from: source files, documents, commits. */
  readonly sources: readonly string[];
  /** What nominates the cause; without one of them it is no candidate. */
  readonly signatures: readonly Signature[];
  /** What makes a nominated cause more or less likely. */
  readonly clues?: readonly Clue[];
}

/** A text that a tool can print, or that the context can hold. */
export interface Signature {
  readonly where: Place;
  readonly pattern: RegExp;
  readonly weight: number;
  /** A person's words, which count only where no tool speaks. */
  readonly told?: true;
  /** The signature does not count where this holds. */
  readonly unless?: (evidence: Evidence) => boolean;
}

export type Place = 'text' | 'command' | 'facts';

export interface Clue {
  /** Said to the user when the clue decided: "the kernel is 5.11 or newer". */
  readonly because: string;
  /** Negative: it speaks against the cause. */
  readonly weight: number;
  readonly holds: (evidence: Evidence) => boolean;
}

type Unless = RegExp | ((evidence: Evidence) => boolean);

const condition = (unless: Unless) => (unless instanceof RegExp ? ({text}: Evidence) => unless.test(text) : unless);

const signature =
  (where: Place) =>
  (weight: number, pattern: RegExp, unless?: Unless): Signature => ({
    where,
    // Tools differ in case from version to version, and `^` means the start of a line.
    pattern: new RegExp(pattern.source, 'im'),
    weight,
    ...(unless && {unless: condition(unless)}),
  });

/** The tool's output says it. */
export const says = signature('text');

/**
 * A person describes it: all the words in one short line, in any order. Reports often hold no output of a tool; where they
 * do, that alone counts.
 */
export const describes = (...words: readonly RegExp[]): Signature => ({
  where: 'text',
  pattern: new RegExp(`^(?!.{240})${words.map(({source}) => `(?=.*(?:${source}))`).join('')}.*`, 'im'),
  weight: 2.7,
  told: true,
});

/** The command that was run shows it. */
export const ran = signature('command');

/** A fact that someone reported is reason enough to think of it. */
export const knows = signature('facts');

/** A fact that someone chose to report, where no tool speaks: a hint at what they have found. */
export const noted = (weight: number, pattern: RegExp, unless?: Unless): Signature => ({
  ...knows(weight, pattern, unless),
  told: true,
});

export const clue = (weight: number, because: string, holds: (evidence: Evidence) => boolean): Clue => ({
  because,
  weight,
  holds,
});
