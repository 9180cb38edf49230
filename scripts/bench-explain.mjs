// How well `ebpf explain` does on real failures: npm run bench:explain -- CASES.jsonl [LABELS.json for cases without true_cause]
import {readFileSync} from 'node:fs';
import {loadExplain} from './load-explain.mjs';

const sure = 0.8;
const [casesPath = process.env.EXPLAIN_CASES, labelsPath] = process.argv
  .slice(2)
  .filter((word) => !word.startsWith('--'));
if (!casesPath) {
  console.error('Say which cases: npm run bench:explain -- CASES.jsonl [LABELS.json], or set EXPLAIN_CASES.');
  process.exit(2);
}

report(await loadExplain());

function report({explain, ...parts}) {
  const labels = labelsPath ? JSON.parse(readFileSync(labelsPath, 'utf8')) : {};
  const cases = readFileSync(casesPath, 'utf8')
    .trim()
    .split('\n')
    .map((line) => JSON.parse(line))
    .map((entry) => ({...entry, truth: labels[entry.id] ?? entry.true_cause}))
    .filter(({truth}) => truth);
  const started = performance.now();
  const results = cases.map((entry) => {
    const text = entry.error ?? `${entry.stdout ?? ''}\n${entry.stderr ?? ''}`;
    const {causes: ranked} = explain({text, context: entry});
    const named = ranked.filter(({cause}) => cause);
    return {...entry, named, hit: named[0]?.cause === entry.truth, confidence: named[0]?.confidence ?? 0};
  });
  const time = performance.now() - started;
  const rate = (count, of = results.length) => `${count}/${of} (${((100 * count) / (of || 1)).toFixed(1)} %)`;
  const wrong = results.filter(({named, hit}) => named.length > 0 && !hit);
  console.log(`cases        ${results.length}, ${(time / results.length).toFixed(1)} ms each`);
  console.log(`top-1        ${rate(results.filter(({hit}) => hit).length)}`);
  console.log(
    `top-3        ${rate(results.filter(({named, truth}) => named.slice(0, 3).some(({cause}) => cause === truth)).length)}`,
  );
  console.log(`unanswered   ${rate(results.filter(({named}) => named.length === 0).length)}`);
  console.log(
    `wrong, sure  ${rate(wrong.filter(({confidence}) => confidence >= sure).length)} (confidence of ${sure} and more)`,
  );
  console.log('\ncalibration: confidence said, answers, right');
  for (const [from, to] of [
    [0.15, 0.4],
    [0.4, 0.6],
    [0.6, 0.8],
    [0.8, 0.9],
    [0.9, 0.97],
    [0.97, 1.01],
  ]) {
    const there = results.filter(({named, confidence}) => named.length > 0 && confidence >= from && confidence < to);
    console.log(
      `  ${from.toFixed(2)}-${Math.min(to, 1).toFixed(2)}  ${String(there.length).padStart(4)}  ${rate(there.filter(({hit}) => hit).length, there.length)}`,
    );
  }
  folds(cases, parts, rate);
  console.log('\nper label: right of all');
  const byLabel = Map.groupBy ? Map.groupBy(results, ({truth}) => truth) : groupBy(results, ({truth}) => truth);
  for (const [label, list] of [...byLabel].sort(([a], [b]) => a.localeCompare(b)))
    console.log(`  ${label.padEnd(40)} ${list.filter(({hit}) => hit).length}/${list.length}`);
  if (process.argv.includes('--misses'))
    for (const {id, truth, named, error, stderr} of results.filter(({hit}) => !hit))
      console.log(
        `\n${id}: ${truth}\n  said ${named.map(({cause, confidence}) => `${cause} ${confidence}`).join(', ') || 'nothing'}\n  ${(error ?? stderr ?? '').slice(0, 400).replaceAll('\n', '\n  ')}`,
      );
}

/** Fits the two numbers of score.ts to four fifths of the cases and judges the rest, five times. */
function folds(cases, {candidates, weigh, gatherEvidence, causes}, rate) {
  const known = cases.map((entry) => {
    const evidence = gatherEvidence(entry.error ?? `${entry.stdout ?? ''}\n${entry.stderr ?? ''}`, entry);
    return {truth: entry.truth, list: candidates(causes, evidence)};
  });
  const loss = (part, fitted) =>
    part.reduce((sum, {truth, list}) => {
      const ranked = weigh(list, fitted);
      const right = ranked.find(({cause}) => cause.label === truth)?.confidence;
      const rest = 1 - ranked.reduce((total, {confidence}) => total + confidence, 0);
      return sum - Math.log(Math.max(right ?? rest, 1e-6));
    }, 0) / part.length;
  const grid = [0.6, 0.8, 1, 1.2, 1.5, 1.8, 2.4, 3].flatMap((base) =>
    [0.8, 0.9, 1, 1.1, 1.2, 1.35, 1.5, 1.7, 2].map((heat) => ({floor: base, temperature: heat})),
  );
  const fitTo = (part) =>
    grid.map((fitted) => ({fitted, cost: loss(part, fitted)})).sort((a, b) => a.cost - b.cost)[0].fitted;
  console.log('\nfive folds of floor and temperature (mean -log p of the truth)');
  let right = 0;
  let sureWrong = 0;
  for (let fold = 0; fold < 5; fold++) {
    const held = known.filter((_, index) => index % 5 === fold);
    const fitted = fitTo(known.filter((_, index) => index % 5 !== fold));
    for (const {truth, list} of held) {
      const [best] = weigh(list, fitted);
      if (best?.cause.label === truth) right++;
      else if (best && best.confidence >= sure) sureWrong++;
    }
    console.log(
      `  fold ${fold + 1}: floor ${fitted.floor}, temperature ${fitted.temperature}, held out ${loss(held, fitted).toFixed(3)}`,
    );
  }
  console.log(
    `  top-1 over the held-out folds: ${rate(right, cases.length)}, wrong and sure: ${rate(sureWrong, cases.length)}`,
  );
}

function groupBy(list, key) {
  const groups = new Map();
  for (const item of list) groups.set(key(item), [...(groups.get(key(item)) ?? []), item]);
  return groups;
}
