import type {Cause, Clue, Place} from './cause.ts';
import type {Evidence} from './evidence/evidence.ts';
import {looksAsked, looksFailed} from './evidence/looks-failed.ts';
import {familiarity, mostFamiliar, told} from './familiar.ts';
import type {WordWeights} from './vocabulary.ts';

/** A cause that something in the evidence speaks for. */
export interface Candidate {
  readonly cause: Cause;
  /** Log-odds before they are set against the other candidates. */
  readonly score: number;
  /** Weight of the best of its signatures; 0 where only words speak for it. */
  readonly strength: number;
  readonly matched: readonly string[];
  readonly clues: readonly Clue[];
  /** Only words speak for it, and none of few causes or beside a tool's message: enough to doubt the others by, not to name it. */
  readonly vague?: true;
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

/** A second signature of the same cause is rarely independent of the first. */
const further = 0.3;
const furtherLimit = 1.5;

/** A message of a tool with this weight makes what people say beside it worthless. */
const spoken = 3;

/**
 * From which odds on words alone name a cause, how many causes they name at most, and how much of the odds counts beside a
 * signature. Set as `scoring` was.
 */
const byWords = {from: 1.5, most: 3, beside: 1.5};

/** The causes that EVIDENCE speaks for: by a signature, or by the words of a text that tells of a failure or asks. */
export function candidates(causes: readonly Cause[], evidence: Evidence, weights?: WordWeights): Candidate[] {
  const signed = nominated(causes, evidence);
  if (signed.length === 0 && !looksFailed(evidence) && !looksAsked(evidence)) return [];
  const familiar = familiarity(evidence, weights);
  const odds = ({label}: Cause) => familiar.get(label) ?? 0;
  const named = new Set(signed.map(({cause}) => cause));
  const telling = told(evidence, weights);
  // Where a tool speaks, words beside its message are reason to doubt, and name no other cause.
  const speaks = signed.some(({strength}) => strength >= spoken);
  return [
    ...signed.map((candidate) => ({
      ...candidate,
      score: candidate.score + Math.min(odds(candidate.cause), byWords.beside),
    })),
    ...causes
      .filter((cause) => !named.has(cause) && odds(cause) >= byWords.from)
      .map((cause) => {
        const clues = (cause.clues ?? []).filter(({weight, holds}) => weight < 0 && holds(evidence));
        const score = odds(cause) + clues.reduce((sum, {weight}) => sum + weight, 0);
        return {
          cause,
          score,
          strength: 0,
          clues,
          matched: mostFamiliar(evidence, cause.label, weights),
          ...((speaks || !telling.has(cause.label)) && {vague: true as const}),
        };
      })
      .filter(({score, matched}) => score >= byWords.from && matched.length > 0)
      .sort((a, b) => b.score - a.score)
      .slice(0, byWords.most),
  ];
}

function nominated(causes: readonly Cause[], evidence: Evidence): Candidate[] {
  const found = causes.flatMap((cause) => {
    const matches = cause.signatures.flatMap(({where, pattern, unless, weight, told = false}) => {
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
    .map((candidate, index) => ({...candidate, confidence: (odds[index] ?? 0) / total}))
    .filter(({vague}) => !vague)
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
