import {readFileSync} from 'node:fs';
import path from 'node:path';
import {checkFiles, checksList, toldList} from '../../scripts/docs/checks-list.ts';
import {catalogue as everyCheck} from '../../src/checks/catalogue.ts';
import type {Check, Outcome, Verdict} from '../../src/checks/check.ts';
import {evaluateCheck} from '../../src/checks/evaluate.ts';
import {groupOf, groups} from '../../src/checks/groups.ts';
import {profiles} from '../../src/profiles/catalogue.ts';
import {changed} from '../saved.ts';
import {base, cases} from './cases.ts';

const root = path.join(import.meta.dirname, '../..');
// The rows of features have tests of their own: test/checks/feature/.
const catalogue = everyCheck.filter(({id}) => !id.startsWith('feature.'));
const ids = catalogue.map(({id}) => id);

test('the list of checks is that of the files, each behind the one that it names: npm run docs', async () => {
  const folder = path.join(root, 'src/checks');
  const exported = await Promise.all(
    checkFiles(folder).map(async (name) => [name, (await import(path.join(folder, name))).default]),
  );
  expect(readFileSync(path.join(folder, 'catalogue.ts'), 'utf8')).toBe(checksList(Object.fromEntries(exported)));
});

test.each([
  [
    [
      ['a', 'tool.a'],
      ['b', 'tool.b'],
      ['c', 'tool.c', 'tool.a'],
    ],
    'a c b',
  ],
  [
    [
      ['c', 'tool.c'],
      ['b', 'tool.b', 'tool.c'],
      ['a', 'tool.a'],
    ],
    'c b a',
  ],
  [
    [
      ['disk', 'disk.a'],
      ['host', 'host.a'],
    ],
    'host disk',
  ],
])('%j is shown as %s', (files, order) => {
  const modules = Object.fromEntries(files.map(([name, id, after]) => [`${name}.ts`, {id, after} as unknown as Check]));
  const list = /= \[\n([^\]]*)\];/.exec(checksList(modules))?.[1];
  expect(list?.match(/\w+/g)?.join(' ')).toBe(order);
});

test('a check behind none, or of no group, is refused', () => {
  const only = (check: Partial<Check>) => () => checksList({'x.ts': check as Check});
  expect(only({id: 'tool.x', after: 'tool.none'})).toThrow(/no check "tool.none"/);
  expect(only({id: 'none.x'})).toThrow(/group/);
});

test('ids are unique, of a known group, and each has its cases', () => {
  expect(new Set(ids).size).toBe(ids.length);
  expect(ids.filter((id) => !(groupOf(id) in groups))).toEqual([]);
  expect(Object.keys(cases).sort()).toEqual([...ids].sort());
});

test('checks that no profile names are told of by each', () => {
  const folder = path.join(root, 'src/profiles');
  expect(readFileSync(path.join(folder, 'told.ts'), 'utf8')).toBe(toldList(folder, everyCheck));
  const stranger = {id: 'tool.none'} as Check;
  expect(toldList(folder, [...everyCheck, stranger])).toMatch(/string\[\] = \[(?:'[\w.-]+', )*'tool\.none'\];/);
});

test('every check is asked for by a profile, once in each, and profiles name only checks that exist', () => {
  const asked = profiles.map(({required, recommended, info}) => [...required, ...recommended, ...info]);
  for (const list of asked) expect(new Set(list).size).toBe(list.length);
  const known = everyCheck.map(({id}) => id);
  expect(asked.flat().filter((id) => !known.includes(id))).toEqual([]);
  expect(known.filter((id) => !asked.flat().includes(id))).toEqual([]);
});

describe.each(catalogue)('$id', (check) => {
  const {pass, fail, unknown, skip} = cases[check.id] ?? {pass: {}, fail: {}};
  const outcome = (change: Parameters<typeof changed<typeof base>>[1]): Outcome =>
    evaluateCheck(check, changed(base, change));
  const wanted: [Verdict, typeof pass | undefined][] = [
    ['pass', pass],
    ['fail', fail === 'never' ? undefined : fail],
    ['unknown', unknown],
    ['skip', skip],
  ];

  test.each(wanted.filter(([, change]) => change !== undefined))('%s', (verdict, change) => {
    const result = outcome(change ?? {});
    expect(result).toMatchObject({verdict});
    expect(result.found).not.toBe('');
  });

  test('says why it matters in one sentence, what it reads, and where that is documented', () => {
    expect(check.why).toMatch(/\.$/);
    expect(check.reads).not.toBe('');
    expect(check.sources.length).toBeGreaterThan(0);
  });

  if (fail !== 'never') {
    test('a failure says what was expected, and what mends it', () => {
      const result = outcome(fail);
      expect(result.expected).not.toBe('');
      expect(result.remedy?.text).toMatch(/\.$/);
      expect((result.remedy?.commands.length ?? 0) + (result.remedy?.needs?.length ?? 0) > 0).toBe(
        result.remedy?.needsRoot ?? false,
      );
    });
  }
});
