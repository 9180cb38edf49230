import path from 'node:path';
import {loadFacts} from '../../src/facts/load.ts';
import {probe} from '../../src/facts/probe.ts';
import {localHost} from '../../src/hosts/local.ts';
import {makePlan} from '../../src/remedies/plan.ts';
import {hosts, reportOf} from '../reports/hosts.ts';
import {validator} from './validator.ts';

const saved = path.join(import.meta.dirname, '../saved');

test('what this host and every saved host say follows them: facts, report, plan', async () => {
  const [facts, report, plan] = ['facts-1', 'report-1', 'plan-1'].map(validator);
  for (const one of [await probe(localHost()), ...(await loadFacts(saved))]) {
    const judged = reportOf([one], {lost: true, ignore: ['tool.clang']});
    for (const [validate, document] of [
      [facts, one],
      [report, judged],
      [plan, makePlan(one, judged.hosts[0]?.findings ?? [])],
    ] as const) {
      validate?.(JSON.parse(JSON.stringify(document)));
      expect(validate?.errors ?? []).toEqual([]);
    }
  }
});

test('they tell a document that is wrong', () => {
  expect(validator('report-1')({...reportOf(hosts), exitCode: 7})).toBe(false);
  expect(validator('facts-1')({...hosts[0], kernel: {release: {state: 'maybe'}}})).toBe(false);
});
