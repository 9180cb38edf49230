import {mkdtempSync, rmSync, writeFileSync} from 'node:fs';
import {tmpdir} from 'node:os';
import path from 'node:path';
import fc from 'fast-check';
import {examineSaved} from '../../src/assess/examine.ts';
import {chooseProfiles} from '../../src/profiles/choose.ts';
import {savedFacts, savedHosts} from '../saved.ts';

const folder = mkdtempSync(path.join(tmpdir(), 'ebpf-mutated-'));
afterAll(() => rmSync(folder, {recursive: true}));

const judge = () => ({profiles: chooseProfiles([])});
const [good = '', ...others] = savedHosts;

/** Every way into a document, as keys. */
const waysIn = (value: unknown, way: readonly string[] = []): (readonly string[])[] => [
  way,
  ...(typeof value === 'object' && value !== null
    ? Object.entries(value).flatMap(([key, each]) => waysIn(each, [...way, key]))
    : []),
];

/** The JSON of a document with something else at the end of a way: as text, since JSON can say more than a program would write. */
const replaced = (value: unknown, [key, ...rest]: readonly string[], json: string): string => {
  if (key === undefined) return json;
  const entries = Object.entries(value as object).map(([name, each]): [string, string] => [
    name,
    name === key ? replaced(each, rest, json) : JSON.stringify(each),
  ]);
  return Array.isArray(value)
    ? `[${entries.map(([, each]) => each).join()}]`
    : `{${entries.map(([name, each]) => `${JSON.stringify(name)}:${each}`).join()}}`;
};

const odd = fc.oneof(
  fc.constantFrom(
    '1e999',
    '-1e999',
    '1e308',
    '-0',
    'null',
    '""',
    '"zz"',
    '[]',
    '{}',
    '[[[[]]]]',
    `${'['.repeat(5000)}${']'.repeat(5000)}`,
    '9007199254740993',
    '{"__proto__":{"state":"known","value":1}}',
    '{"constructor":{"prototype":{}}}',
    '{"state":"known"}',
    '{"state":"known","value":{"toString":1}}',
    '{"state":"constructor"}',
    '{"state":"absent"}',
    '{"state":"unreadable","reason":"\\u0000\\n::error::x"}',
    '"\\u202e\\ud800"',
    `"${'9'.repeat(100_000)}"`,
  ),
  fc.json(),
);

test('whatever becomes of the facts of one host, that host has a report, and another host its own', async () => {
  writeFileSync(path.join(folder, 'good.json'), JSON.stringify(savedFacts(good)));
  const [usual] = await examineSaved(folder, judge);
  const mutation = fc
    .constantFrom(...others.slice(0, 4))
    .chain((name) => fc.tuple(fc.constant(savedFacts(name)), fc.constantFrom(...waysIn(savedFacts(name))), odd));
  await fc.assert(
    fc.asyncProperty(mutation, async ([facts, way, json]) => {
      writeFileSync(path.join(folder, 'odd.json'), replaced(facts, way, json));
      const reports = await examineSaved(folder, judge);
      // A list is as many hosts as it has entries, below the file's name.
      expect(reports.filter(({host}) => host === 'good')).toEqual([usual]);
      expect(reports.filter(({host}) => host !== 'good' && !/^odd(?:\/|$)/.test(host))).toEqual([]);
      expect(() => JSON.stringify(reports)).not.toThrow();
    }),
    {numRuns: 150},
  );
});

test('nothing of it stays: no object has a field that it was not given', () => {
  expect(Object.keys(Object.prototype)).toEqual([]);
  expect(({} as Record<string, unknown>).state).toBeUndefined();
});
