import {readdirSync, readFileSync} from 'node:fs';
import path from 'node:path';
import {execa} from 'execa';
import {causesLists} from '../../scripts/docs/causes-list.ts';
import {causesPage} from '../../scripts/docs/causes-page.ts';
import {explainLine} from '../../src/explain/batch.ts';
import {causes} from '../../src/explain/causes.ts';

const labels = causes.map(({label}) => label);
const root = path.join(import.meta.dirname, '../..');
const outputs = path.join(import.meta.dirname, 'outputs');
const namesIn = (folder: string) =>
  readdirSync(path.join(root, folder))
    .map((name) => name.replace(/\.\w+$/, ''))
    .sort();

test('the list of causes is that of the files: npm run docs', () => {
  for (const [name, text] of Object.entries(causesLists(path.join(root, 'src/explain/causes'))))
    expect(readFileSync(path.join(root, `src/explain/${name}.ts`), 'utf8')).toBe(text);
});

test('every cause says what it is: why, remedy, source, how to tell', () => {
  for (const cause of causes) {
    expect(cause.sources.length).toBeGreaterThan(0);
    expect(cause.signatures.length).toBeGreaterThan(0);
    for (const text of [cause.title, cause.why, cause.decide]) expect(text.length).toBeGreaterThan(5);
    for (const {weight} of cause.signatures) expect(weight > 0 && weight <= 7).toBe(true);
  }
});

const blank = /\b(FILE|NAME|HOST|PROGRAM|TOOL|IFACE|PACKAGE|COMMAND|VERSION|BINARY)\b/;

test('what would tell is a command that runs', async () => {
  const commands = causes.map(({decide}) => decide).filter((decide) => !blank.test(decide));
  expect(commands.length).toBeGreaterThan(40);
  for (const command of commands) {
    const {stderr} = await execa('sh', ['-c', command], {reject: false, timeout: 20_000, stdin: 'ignore'});
    expect([command, /(unrecognized|invalid|unknown|illegal) option|syntax error/i.exec(stderr)?.[0]]).toEqual([
      command,
      undefined,
    ]);
  }
});

test('docs/causes.md is current: npm run docs', () => {
  expect(readFileSync(path.join(root, 'docs/causes.md'), 'utf8')).toBe(
    causesPage(path.join(root, 'src/explain/causes')),
  );
});

test('every label has outputs to be known by', () => {
  expect(namesIn('test/explain/outputs').filter((name) => name !== 'README')).toEqual([...labels].sort());
});

/** Lines of outputs/LABEL.jsonl: what a tool prints, with the facts that decide where the text alone can't. */
const lines = (label: string) =>
  readFileSync(path.join(outputs, `${label}.jsonl`), 'utf8')
    .trim()
    .split('\n');

test.each(labels)('%s is known by what tools print', (label) => {
  for (const [index, line] of lines(label).entries()) {
    const [best] = explainLine(line, index + 1)?.causes ?? [];
    expect(`${best?.cause} ${line}`).toBe(`${label} ${line}`);
  }
});
