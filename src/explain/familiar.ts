import type {Evidence} from './evidence/evidence.ts';
import type {Label} from './label.ts';
import {vocabulary, type WordWeights} from './vocabulary.ts';

/** However many of its words a text holds, they are one piece of evidence. */
const most = 4;

/** Words of plain English: they tell how a report is written, not what failed. */
const plain = new Set(
  (
    'and are as at be been but by can did do does for from get going had has have how in into is it its more no not of on ' +
    'or other so some such than that the their then there they this to try up use used using was we were what when which ' +
    'will with you your'
  ).split(' '),
);

const split = (text: string): readonly string[] =>
  (text.toLowerCase().match(/[a-z_]{2,}/g) ?? []).filter((word) => !plain.has(word));

/** The words of a text and of what is known beside it; numbers are none. */
export const wordsIn = ({text, command, reported, distro, kernel, tools}: Evidence): ReadonlySet<string> =>
  new Set(split([text, command, reported, distro, kernel?.release ?? '', ...Object.keys(tools)].join('\n')));

const sum = (words: Iterable<string>, known: Readonly<Record<string, number>> = {}): number => {
  // Every object knows `constructor`, and C++ speaks of it.
  const found = [...words].flatMap((word) => (Object.hasOwn(known, word) ? (known[word] ?? []) : []));
  return found.length < 2 ? 0 : found.reduce((total, weight) => total + weight, 0);
};

/**
 * How far the words of a text, two at least, are those that reports of each cause use more than others, in log-odds. It says
 * less than a message whose place in a tool's source is known: it helps to choose between such messages, and stands in where
 * none is known.
 */
export function familiarity(evidence: Evidence, weights: WordWeights = vocabulary): ReadonlyMap<Label, number> {
  const words = wordsIn(evidence);
  return new Map(
    Object.entries(weights).map(([label, known]) => [label as Label, Math.min(most, sum(words, known))] as const),
  );
}

/** A word is telling where no more causes than this use it. */
const few = 3;

/** The causes of which a text has two telling words: "cannot", "file" and "error", of a dozen each, name nothing by themselves. */
export function told(evidence: Evidence, weights: WordWeights = vocabulary): ReadonlySet<Label> {
  const words = new Map<string, number>();
  for (const word of wordsIn(evidence)) {
    const using = Object.entries(weights).filter(([, known]) => Object.hasOwn(known, word));
    if (using.length <= few) for (const [label] of using) words.set(label, (words.get(label) ?? 0) + 1);
  }
  return new Set([...words].flatMap(([label, count]) => (count >= 2 ? [label as Label] : [])));
}

/** The line that holds most of a cause's words, as it was printed. */
export function mostFamiliar({lines}: Evidence, label: Label, weights: WordWeights = vocabulary): readonly string[] {
  const rated = lines.map(({text, shown}) => ({shown, odds: sum(new Set(split(text)), weights[label])}));
  const best = rated.reduce((a, b) => (b.odds > a.odds ? b : a), {shown: '', odds: 0});
  return best.odds > 0 ? [best.shown] : [];
}
