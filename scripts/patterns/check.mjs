// Goes over all regular expressions of src: npm run patterns; with --check it writes nothing, and ends with 1 where one can take for ever.
// recheck decides which are linear. One that is exponential is refused. What is polynomial, or what it cannot decide within a second, is
// tried on attacks that are as long as lines of tools are let be (longestLine of src/hosts/tool-words.ts). Those of src/explain are all
// tried only: their text is bounded, and most are too large for recheck. known.txt holds the hashes of those that passed, so that only
// new ones are looked at.
import {execFileSync} from 'node:child_process';
import {createHash} from 'node:crypto';
import {existsSync, readFileSync, writeFileSync} from 'node:fs';
import {createRequire} from 'node:module';
import {fileURLToPath} from 'node:url';
import {collectPatterns} from './collect.mjs';
import {attacksOn, tooLongFor} from './try.mjs';

const here = fileURLToPath(new URL('.', import.meta.url));
const knownFile = `${here}known.txt`;
const isExplained = ({file}) => file.startsWith('explain/');
const hash = (pattern) =>
  createHash('sha256')
    .update(`${isExplained(pattern)}/${pattern.source}/${pattern.flags}`)
    .digest('base64url')
    .slice(0, 10);

const known = new Map(
  readFileSync(knownFile, 'utf8')
    .split('\n')
    .filter(Boolean)
    .map((line) => line.split(' ')),
);
const found = await collectPatterns(`${here}../../src`);
const patterns = new Map(found.map((pattern) => [hash(pattern), pattern]));
const verdicts = new Map([...patterns].map(([key, pattern]) => [key, known.get(key) ?? judge(pattern)]));

const refused = [...verdicts].filter(([, verdict]) => verdict.startsWith('refused'));
for (const [key, verdict] of refused) {
  const {file, source, flags} = patterns.get(key);
  process.stderr.write(`src/${file}: /${source}/${flags}\n  ${verdict}\n`);
}
const count = (verdict) => [...verdicts.values()].filter((each) => each === verdict).length;
process.stdout.write(
  `${patterns.size} regular expressions: ${count('linear')} linear, ${count('bounded')} quick on lines of bounded length, ${refused.length} refused\n`,
);
if (refused.length > 0) process.exitCode = 1;
if (!process.argv.includes('--check'))
  writeFileSync(
    knownFile,
    [...verdicts]
      .filter(([, verdict]) => !verdict.startsWith('refused'))
      .map((line) => `${line.join(' ')}\n`)
      .sort()
      .join(''),
  );

function judge(pattern) {
  const {status, complexity, attack} = isExplained(pattern) ? {} : statically(pattern);
  if (status === 'safe') return 'linear';
  if (complexity?.type === 'exponential') return `refused: exponential on ${attack.pattern}`;
  const text = tooLongFor(pattern, attacksOn(pattern.source, attack?.pumps));
  return text === undefined
    ? 'bounded'
    : `refused: takes too long on lines such as ${JSON.stringify(text.slice(0, 60))}`;
}

function statically({source, flags}) {
  process.env.RECHECK_BACKEND = 'pure';
  if (!existsSync(`${here}node_modules/recheck`))
    execFileSync('npm', ['ci', '--omit=optional', '--ignore-scripts', '--no-audit', '--no-fund'], {
      cwd: here,
      stdio: ['ignore', 'ignore', 'inherit'],
    });
  const {checkSync} = createRequire(import.meta.url)('recheck');
  return checkSync(source, flags, {checker: 'automaton', timeout: 1000});
}
