import type {Clue, Place, Weighable} from './cause.ts';
import type {Evidence} from './evidence/evidence.ts';
import {sureEnough} from './sure.ts';

/** A cause that something in the evidence speaks for. */
export interface Candidate {
  readonly cause: Weighable;
  /** Log-odds before they are set against the other candidates. */
  readonly score: number;
  /** Weight of the best of its signatures. */
  readonly strength: number;
  /** Known by a person's words alone. */
  readonly told: boolean;
  readonly matched: readonly string[];
  readonly clues: readonly Clue[];
}

export interface Weighted extends Candidate {
  readonly confidence: number;
}

/**
 * What makes confidence honest. `floor`: log-odds that the true cause is one that no signature speaks for; `temperature`:
 * how far log-odds are believed. Set by reports read for the first time, see docs/explain.md; `npm run bench:explain`
 * measures both, and fits them in five folds for comparison.
 */
const scoring = {floor: 2.4, temperature: 1.8};

/** In a stage of ours the program, its build and its tools are known: what fails there is rarely something else. */
export const ownStage = {floor: 1.2, temperature: 1.2};

/** A second signature of the same cause is rarely independent of the first. */
const further = 0.3;
const furtherLimit = 1.5;

/** A message of a tool with this weight makes what people say beside it worthless. */
const spoken = 3;

/** What a person says is never as good as sure. */
const perhaps = sureEnough - 0.01;

/** The causes that `evidence` speaks for by a signature. */
export function candidates(causes: readonly Weighable[], evidence: Evidence): Candidate[] {
  const found = causes.flatMap((cause) => {
    const matches = cause.signatures.flatMap(({where, pattern, unless, weight, told}) => {
      const line = firstMatch(evidence, where, pattern);
      return line !== undefined && !unless?.(evidence) ? [{weight, line, told}] : [];
    });
    return matches.length > 0 ? [{cause, matches}] : [];
  });
  const toolsSpeak = found.some(({matches}) => matches.some(({weight, told}) => !told && weight >= spoken));
  return found.flatMap(({cause, matches}) => {
    const [best, ...rest] = (toolsSpeak ? matches.filter(({told}) => !told) : matches).sort(
      (a, b) => b.weight - a.weight,
    );
    if (!best) return [];
    const clues = (cause.clues ?? []).filter(({holds}) => holds(evidence));
    const support = Math.min(
      furtherLimit,
      rest.reduce((sum, {weight, told}) => sum + (told ? 0 : further * weight), 0),
    );
    const score = best.weight + support + clues.reduce((sum, {weight}) => sum + weight, 0);
    return [
      {
        cause,
        score,
        strength: best.weight,
        told: best.told,
        clues,
        matched: [...new Set([best, ...rest].map(({line}) => line))].slice(0, 3),
      },
    ];
  });
}

/** Sets the candidates against each other and against "something else"; best first. */
export function weigh(list: readonly Candidate[], {floor, temperature} = scoring): Weighted[] {
  const odds = list.map(({score}) => Math.exp(score / temperature));
  const total = odds.reduce((sum, value) => sum + value, Math.exp(floor / temperature));
  return list
    .map((candidate, index) => {
      const confidence = (odds[index] ?? 0) / total;
      return {...candidate, confidence: candidate.told ? Math.min(confidence, perhaps) : confidence};
    })
    .sort((a, b) => b.confidence - a.confidence);
}

/** The line in which a pattern is found, as it was printed. */
export const lineOf = (evidence: Evidence, pattern: RegExp): string | undefined =>
  firstMatch(evidence, 'text', pattern);

function firstMatch(evidence: Evidence, where: Place, pattern: RegExp): string | undefined {
  const searched = {text: evidence.text, command: evidence.command, facts: evidence.reported}[where];
  const match = pattern.exec(searched);
  if (!match) return undefined;
  if (where === 'command') return `$ ${searched}`;
  const start = match.index + (/^\s*\n/.exec(match[0])?.[0].length ?? 0);
  const number = searched.slice(0, start).split('\n').length - 1;
  const line = (where === 'text' ? evidence.lines[number]?.shown : searched.split('\n')[number]) ?? '';
  return line.length > longest
    ? `...${searched.slice(Math.max(0, start - 60), start + longest).split('\n')[0]}...`
    : line;
}

/** Characters of a line that are shown. */
const longest = 300;
