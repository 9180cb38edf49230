import {readdirSync, readFileSync} from 'node:fs';
import path from 'node:path';
import {catalogue as everyCheck, groupOf, groups} from '../../src/checks/catalogue.ts';
import type {Outcome, Verdict} from '../../src/checks/check.ts';
import {evaluateCheck} from '../../src/checks/evaluate.ts';
import {configRows} from '../../src/checks/kconfig/rows.ts';
import {compileRows} from '../../src/checks/tool/compile-rows.ts';
import {profiles} from '../../src/profiles/catalogue.ts';
import {changed} from '../saved.ts';
import {base, cases} from './cases.ts';

const root = path.join(import.meta.dirname, '../..');
// The rows of features have tests of their own: test/checks/feature/.
const catalogue = everyCheck.filter(({id}) => !id.startsWith('feature.'));
const ids = catalogue.map(({id}) => id);

test('every file of a check is in the catalogue', () => {
  const files = readdirSync(path.join(root, 'src/checks'), {recursive: true, encoding: 'utf8'})
    .filter(
      (name) =>
        name.includes('/') && /export default \{/.test(readFileSync(path.join(root, 'src/checks', name), 'utf8')),
    )
    .map((name) => name.replace('/', '.').replace(/\.ts$/, ''));
  const rows = [...configRows, ...compileRows].map(({id}) => id);
  expect([...files, ...rows].sort()).toEqual([...ids].sort());
});

test('ids are unique, of a known group, and each has its cases', () => {
  expect(new Set(ids).size).toBe(ids.length);
  expect(ids.filter((id) => !(groupOf(id) in groups))).toEqual([]);
  expect(Object.keys(cases).sort()).toEqual([...ids].sort());
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
