import {readFileSync} from 'node:fs';
import {describe, expect, test} from '@jest/globals';
import {features} from '../../src/facts/features.ts';

const read = (file: string) => readFileSync(new URL(`../../${file}`, import.meta.url), 'utf8');

describe('the table of features', () => {
  test('has one row for each row of the prober, and none beside', () => {
    const tables = ['programs', 'maps', 'helpers', 'isa', 'calls'].map((name) => read(`native/${name}.c`)).join('\n');
    const rows = [...tables.matchAll(/^ {4}\{"([a-z0-9-]+)",/gm)].map((match) => match[1]);
    expect(rows.length).toBeGreaterThan(70);
    expect(features.map(({id}) => id).sort()).toEqual([...rows, 'btf-load'].sort());
  });

  test('asks only for options that the probe collects', () => {
    const pattern = /^options='(.+)'$/m.exec(read('scripts/probe.sh'))?.[1] ?? '';
    const collected = new RegExp(`^${pattern}`);
    const missed = features.flatMap(({options}) => options).filter((name) => !collected.test(`CONFIG_${name}=y`));
    expect(missed).toEqual([]);
  });

  test('has a version and a commit everywhere', () => {
    for (const {since, commit} of features) {
      expect(since).toMatch(/^\d\.\d+$/);
      expect(commit).toMatch(/^[0-9a-f]{12}$/);
    }
  });
});
