// The words that reports of each cause use more than others: multinomial logistic regression on which words are there,
// every cause as heavy as any other. `npm run fit:explain -- CASES.jsonl...` reads them and test/explain/outputs, and writes
// src/explain/vocabulary.ts.
import {readdirSync, readFileSync, writeFileSync} from 'node:fs';
import {pathToFileURL} from 'node:url';
import {loadExplain} from './load-explain.mjs';

/** Words of a cause that are kept, reports that a word must stand in, and the step of a weight. */
const kept = 25;
const seenIn = 3;
const step = 0.25;

/** REPORTS: [{words: Set, label}]; gives {label: {word: weight}}. */
export function fitWords(reports) {
  const counts = new Map();
  for (const {words} of reports) for (const word of words) counts.set(word, (counts.get(word) ?? 0) + 1);
  const vocabulary = [...counts].filter(([, count]) => count >= seenIn).map(([word]) => word);
  const number = new Map(vocabulary.map((word, index) => [word, index]));
  const labels = [...new Set(reports.map(({label}) => label))].sort();
  const size = vocabulary.length;
  const share = new Map();
  for (const {label} of reports) share.set(label, (share.get(label) ?? 0) + 1);
  const documents = reports.map(({words, label}) => ({
    words: [...words].flatMap((word) => number.get(word) ?? []),
    label: labels.indexOf(label),
    weight: reports.length / (labels.length * share.get(label)),
  }));
  const weights = labels.map(() => new Float64Array(size + 1));
  const speed = labels.map(() => new Float64Array(size + 1));
  const square = labels.map(() => new Float64Array(size + 1));
  for (let round = 1; round <= 150; round++) {
    const slope = weights.map((row) => Float64Array.from(row, (value, index) => (index < size ? value : 0)));
    for (const {words, label, weight} of documents) {
      const scores = weights.map((row) => words.reduce((sum, word) => sum + row[word], row[size]));
      const top = Math.max(...scores);
      const odds = scores.map((score) => Math.exp(score - top));
      const total = odds.reduce((sum, value) => sum + value, 0);
      odds.forEach((value, index) => {
        const error = weight * (value / total - (index === label ? 1 : 0));
        if (Math.abs(error) < 1e-4) return;
        for (const word of words) slope[index][word] += error;
        slope[index][size] += error;
      });
    }
    // Adam, with the usual constants.
    for (let row = 0; row < labels.length; row++)
      for (let column = 0; column <= size; column++) {
        const value = slope[row][column];
        speed[row][column] = 0.9 * speed[row][column] + 0.1 * value;
        square[row][column] = 0.999 * square[row][column] + 0.001 * value * value;
        weights[row][column] -=
          (0.05 * (speed[row][column] / (1 - 0.9 ** round))) /
          (Math.sqrt(square[row][column] / (1 - 0.999 ** round)) + 1e-8);
      }
  }
  return Object.fromEntries(
    labels.map((label, row) => [
      label,
      Object.fromEntries(
        vocabulary
          .map((word, column) => [word, Math.round(weights[row][column] / step) * step])
          .filter(([, weight]) => weight > 0)
          .sort(([a, x], [b, y]) => y - x || a.localeCompare(b))
          .slice(0, kept),
      ),
    ]),
  );
}

const asTable = (fitted) =>
  Object.entries(fitted)
    .filter(([, words]) => Object.keys(words).length > 0)
    .map(
      ([label, words]) =>
        `  '${label}': {${Object.entries(words)
          .map(([word, weight]) => `${word}: ${weight}`)
          .join(', ')}},`,
    )
    .join('\n');

const lines = (path) => readFileSync(path, 'utf8').trim().split('\n').map(JSON.parse);

if (import.meta.url === pathToFileURL(process.argv[1]).href) {
  const {wordsIn, gatherEvidence} = await loadExplain();
  const outputs = new URL('../test/explain/outputs/', import.meta.url);
  const printed = readdirSync(outputs)
    .filter((name) => name.endsWith('.jsonl'))
    .flatMap((name) =>
      lines(new URL(name, outputs)).map((line) => ({...line, true_cause: name.replace('.jsonl', '')})),
    );
  const reports = [...process.argv.slice(2).flatMap(lines), ...printed].map((report) => ({
    words: wordsIn(gatherEvidence(report.error, report)),
    label: report.true_cause,
  }));
  writeFileSync(
    new URL('../src/explain/vocabulary.ts', import.meta.url),
    `import type {Label} from './label.ts';

/** Weights by word by cause. */
export type WordWeights = Readonly<Partial<Record<Label, Readonly<Record<string, number>>>>>;

/**
 * Words that reports of a cause use more than others do, with their weight in log-odds. Written by scripts/fit-words.mjs from
 * ${reports.length} reports and outputs of tools; only words that stand in ${seenIn} of them and more.
 */
// biome-ignore format: a table, a cause a line
export const vocabulary: WordWeights = {
${asTable(fitWords(reports))}
};
`,
  );
}
