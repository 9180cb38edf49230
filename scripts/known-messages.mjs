// Which failures a tool can print, by its source, and which of them explain knows: npm run messages:explain -- TREE [--unknown|--known]
// TREE is a directory with the tool's source, or a git repository (bare, too), of which HEAD is read.
import {execFileSync} from 'node:child_process';
import {existsSync} from 'node:fs';
import path from 'node:path';
import {loadExplain} from './load-explain.mjs';

const [tree] = process.argv.slice(2).filter((word) => !word.startsWith('--'));
if (!tree) {
  console.error("Name a tool's source: npm run messages:explain -- TREE [--unknown|--known]");
  process.exit(2);
}

const sources = /\.(?:c|h|cc|cpp|td|go|rs|py|sh|yy?)$/;
const besides = /(?:^|\/)(?:tests?|testing|testdata|examples?|docs?|vendor|selftests)\/|_test\.\w+$/;
/** Of a language that joins adjacent literals, the joint is taken out before. */
const literals = /"((?:[^"\\\n]|\\.){12,300})"/g;
const failure =
  /\b(?:fail(?:ed|ure|s)?|error|cannot|can't|could ?n[o']t|unable|invalid|unknown|unsupported|not (?:found|supported|permitted|allowed|available|enough)|no such|missing|denied|refused|too (?:old|large|many|small))\b/i;

const git = existsSync(path.join(tree, 'HEAD')) ? ['--git-dir', tree] : ['-C', tree];
const run = (...words) => execFileSync('git', [...git, ...words], {encoding: 'utf8', maxBuffer: 2 ** 30});
const files = run('ls-tree', '-r', '--name-only', 'HEAD')
  .split('\n')
  .filter((file) => sources.test(file) && !besides.test(file));

const {explain, example} = await loadExplain();
const found = new Map();
for (const file of files)
  for (const [, literal] of run('show', `HEAD:${file}`)
    .replaceAll(/"\s*\n\s*"/g, '')
    .matchAll(literals)) {
    const format = literal
      .replace(/(?:\\n)+$/, '')
      .replaceAll('\\"', '"')
      .replaceAll('\\n', '\n');
    // A sentence, not a name, an option or a path.
    if (failure.test(format) && format.split(' ').length > 2 && !found.has(format)) found.set(format, file);
  }

const rows = [...found].map(([format, file]) => {
  const [best] = explain({text: example({format}), failed: true}).causes;
  return {format, file, answer: best && best.matched.length > 0 ? (best.cause ?? best.title) : undefined};
});
const shown = process.argv.includes('--known')
  ? rows.filter(({answer}) => answer)
  : process.argv.includes('--unknown')
    ? rows.filter(({answer}) => !answer)
    : [];
for (const {file, format, answer = '-'} of shown) console.log(`${file}\t${answer}\t${JSON.stringify(format)}`);
const known = rows.filter(({answer}) => answer).length;
console.log(
  `${rows.length} messages that speak of failure, ${known} known (${Math.round((100 * known) / (rows.length || 1))} %)`,
);
