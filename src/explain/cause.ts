import type {Remedy} from '../remedies/remedy.ts';
import type {Evidence} from './evidence/evidence.ts';
import type {Label} from './label.ts';

/** Why something failed, and how one tells. One file a cause in causes/, named after its label, in the folder of its group; see CONTRIBUTING.md. */
export interface Cause extends Speaks {
  readonly title: string;
  /** One or two sentences: the mechanism, and what misleads about it. */
  readonly why: string;
  readonly remedy: Fix | ((evidence: Evidence) => Fix);
  /** It takes a reboot. */
  readonly reboots?: true;
  /** The one command whose output would confirm or refute it on the host. */
  readonly decide: string;
  /** Where the messages or the mechanism come from: source files, documents, commits. */
  readonly sources: readonly string[];
}

/** What helps: a text for a person where no command is safe to run unseen. */
export type Fix = Remedy | string;

/**
 * What speaks for a cause, and against it: rows by what they are worth. One of the first four makes it a candidate; what tells between
 * candidates is named by what the user reads of it: "the kernel is 5.11 or newer".
 */
export interface Speaks extends Levels {
  readonly confirms?: Clues;
  readonly suggests?: Clues;
  readonly doubts?: Clues;
  readonly excludes?: Clues;
}

/** Of a message: nothing else says it, few others do, some, or many. */
export const levels = ['certain', 'strong', 'likely', 'hint'] as const;
export type Level = (typeof levels)[number];
type Levels = Readonly<Partial<Record<Level, readonly Row[]>>>;

/** What a tool prints, whatever the flags of the expression: tools differ in case, and `^` is the start of a line. Second: where it does not count. */
export type Row = Pattern | readonly [Pattern, unless: Test];

/**
 * What was printed; the command that was `ran`; a fact that someone reported and that is reason enough to think of it (`knows`), or is one
 * where no tool speaks (`noted`).
 */
type Pattern = RegExp | {readonly ran: RegExp} | {readonly knows: RegExp} | {readonly noted: RegExp};

type Clues = Readonly<Record<string, Test>>;

/** Found in the text, found in the facts, or told by both. */
export type Test = RegExp | {readonly fact: RegExp} | ((evidence: Evidence) => boolean);

/** Log-odds of a cause by the worth of its message, before anything is known of the host; see score.ts. */
const worth: Readonly<Record<Level, number>> = {certain: 5.8, strong: 4.5, likely: 3.1, hint: 2};
const worthTold = 2.7;

/** By how much a clue changes them. */
const sway = {confirms: 3.2, suggests: 1.6, doubts: -1.6, excludes: -3.2} as const;

/** A cause as score.ts weighs it. */
export interface Weighable extends Cause {
  readonly label: Label;
  readonly signatures: readonly Signature[];
  readonly clues: readonly Clue[];
}

export interface Signature {
  readonly where: Place;
  readonly pattern: RegExp;
  readonly weight: number;
  /** A person's words, which count only where no tool speaks. */
  readonly told: boolean;
  readonly unless?: (evidence: Evidence) => boolean;
}

export type Place = 'text' | 'command' | 'facts';

export interface Clue {
  readonly because: string;
  /** Negative: it speaks against the cause. */
  readonly weight: number;
  readonly holds: (evidence: Evidence) => boolean;
}

const holds = (test: Test): ((evidence: Evidence) => boolean) => {
  if (typeof test === 'function') return test;
  return test instanceof RegExp ? ({text}) => test.test(text) : ({facts}) => test.fact.test(facts);
};

const read = (pattern: Pattern): Pick<Signature, 'where' | 'pattern' | 'told'> => {
  if (pattern instanceof RegExp) return {where: 'text', pattern, told: false};
  if ('ran' in pattern) return {where: 'command', pattern: pattern.ran, told: false};
  if ('knows' in pattern) return {where: 'facts', pattern: pattern.knows, told: false};
  return {where: 'facts', pattern: pattern.noted, told: true};
};

const signature = (level: Level, row: Row): Signature => {
  const [from, unless] = Array.isArray(row) ? (row as readonly [Pattern, Test]) : [row as Pattern];
  const {pattern, ...kind} = read(from);
  return {...kind, pattern: new RegExp(pattern, 'im'), weight: worth[level], ...(unless && {unless: holds(unless)})};
};

const described = (words: readonly RegExp[]): Signature => ({
  where: 'text',
  pattern: new RegExp(`^(?!.{240}|\\{"|.*\\blevel=)${words.map(({source}) => `(?=.*(?:${source}))`).join('')}.*`, 'im'),
  weight: worthTold,
  told: true,
});

const clues = (speaks: Speaks): readonly Clue[] =>
  (Object.keys(sway) as (keyof typeof sway)[]).flatMap((kind) =>
    Object.entries(speaks[kind] ?? {}).map(([because, test]) => ({because, weight: sway[kind], holds: holds(test)})),
  );

/** A cause with all that speaks of it: its own file, rows of tables, and the words of people. */
export const weighable = (
  label: Label,
  cause: Cause,
  tables: readonly Speaks[],
  told: readonly (readonly RegExp[])[],
): Weighable => {
  const all = [cause, ...tables];
  return {
    ...cause,
    label,
    signatures: [
      ...all.flatMap((rows) => levels.flatMap((level) => (rows[level] ?? []).map((row) => signature(level, row)))),
      ...told.map(described),
    ],
    clues: all.flatMap(clues),
  };
};
