import {readdirSync, readFileSync} from 'node:fs';
import path from 'node:path';

const root = path.join(import.meta.dirname, '..');

/** The glossary of CONTRIBUTING.md: what is not written where people read. */
const banned: readonly RegExp[] = [
  /\bmend(?:s|ed|ing)?\b/i,
  /\b(?:take|takes|taken|taking)(?: it)? back\b/i,
  /\bpassed over\b/i,
  /\bways? of writing\b/i,
  /\bsaw our\b/i,
  /\bcan not\b/i,
  /\blets? (?:\w+ )?(?:not )?count\b/i,
  /\bproved? itself\b/i,
  /\b(?:is|are|be) seen to (?:trace|report)\b/i,
  /\bdo not ask\.$/i,
  /\bnot come to\b/i,
  /\bfor ever\b/i,
  /\bI don't know\b/i,
  /\bhas a defect\b/i,
  /\bsystem call filter\b/i,
  /\btaken from root\b/i,
  /\bnow yours\b/i,
  /\b(?:It|That|path|URL|tree|range) is no (?!longer\b|need\b|room\b|way\b)\w/,
];

/** Literals of the sources that a person may read: with a blank, and no pattern for what others print. */
const literals = (source: string): readonly string[] =>
  (
    source
      .replace(/\/\*[\s\S]*?\*\//g, '')
      .replace(/^\s*\/\/.*$/gm, '')
      .match(/'(?:[^'\\\n]|\\.)*'|"(?:[^"\\\n]|\\.)*"|`(?:[^`\\]|\\.)*`/g) ?? []
  )
    .map((literal) => literal.replace(/\$\{[^{}]*(?:\{[^{}]*\}[^{}]*)*\}/g, '*'))
    .filter((literal) => literal.includes(' ') && !literal.includes('\n'));

const wrong = (texts: readonly string[]): readonly string[] =>
  texts.flatMap((text) => banned.flatMap((word) => (word.test(text) ? [`${word.exec(text)?.[0]}: ${text}`] : [])));

test('the texts of the program keep to the glossary', () => {
  const files = readdirSync(path.join(root, 'src'), {recursive: true, encoding: 'utf8'}).filter(
    // Words of reports, and of older versions of ours, that explain knows again.
    (file) => file.endsWith('.ts') && !/^explain\/(?:own|read|evidence|vocabulary|symptoms)/.test(file),
  );
  const found = files.flatMap((file) =>
    wrong(literals(readFileSync(path.join(root, 'src', file), 'utf8'))).map((text) => `${file}: ${text}`),
  );
  expect(found).toEqual([]);
});

test('so do schemas, which editors show', () => {
  const files = readdirSync(path.join(root, 'schemas')).map((name) => path.join(root, 'schemas', name));
  const descriptions = files.flatMap((file) => readFileSync(file, 'utf8').match(/"description": ".*"/g) ?? []);
  expect(descriptions.length).toBeGreaterThan(500);
  expect(wrong(descriptions)).toEqual([]);
});

test('so do READMEs, docs, templates, integrations and forms', () => {
  const within = (folder: string, kinds: RegExp): readonly string[] =>
    readdirSync(path.join(root, folder), {recursive: true, withFileTypes: true})
      .filter((entry) => entry.isFile() && kinds.test(entry.name) && !entry.parentPath.includes('node_modules'))
      .map((entry) => path.join(entry.parentPath, entry.name));
  const files = [
    // The glossary itself names them.
    ...readdirSync(root)
      .filter((name) => name.endsWith('.md') && name !== 'CONTRIBUTING.md')
      .map((name) => path.join(root, name)),
    ...['docs', 'site'].flatMap((folder) => within(folder, /\.md$/)),
    ...within('.github', /\.(?:md|ya?ml)$/),
    ...['templates', 'integrations'].flatMap((folder) => within(folder, /./)),
  ];
  expect(files.length).toBeGreaterThan(80);
  const found = files.flatMap((file) =>
    wrong(readFileSync(file, 'utf8').split('\n')).map((text) => `${path.relative(root, file)}: ${text}`),
  );
  expect(found).toEqual([]);
});
