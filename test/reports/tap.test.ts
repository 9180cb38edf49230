import {Parser} from 'tap-parser';
import {tap} from '../../src/reports/tap.ts';
import {feed} from '../consumer.ts';
import {describeWith, lacking} from '../lab/needs.ts';
import {hostileWords, hosts, reportOf, withWords} from './hosts.ts';

const reports = hosts.map((facts, index) => reportOf([facts], {strict: index % 2 === 0}));
const all = [
  ...reports,
  reportOf(hosts, {lost: true}),
  ...hostileWords.map((words) => withWords(reportOf(hosts.slice(0, 1)), words)),
];

test('a parser finds the plan kept and no line that is not TAP', () => {
  for (const report of all) {
    const events = Parser.parse(tap(report)) as unknown as [string, unknown][];
    expect(events.filter(([kind]) => kind === 'extra' || kind === 'bailout')).toEqual([]);
    expect(events.find(([kind]) => kind === 'complete')?.[1]).toMatchObject({ok: report.exitCode === 0});
  }
});

test('a host has its name in each line, escaped once', () => {
  const lines = tap(reportOf(hosts.slice(0, 1).map((facts) => ({...facts, host: 'a\\b#1'})))).split('\n');
  const named = lines.filter((line) => line.includes('b\\#1'));
  expect(named.filter((line) => !/^(?:(?:not )?ok \d+ -|#) a\\\\b\\#1: /.test(line))).toEqual([]);
  expect(named.length).toBeGreaterThan(10);
});

describeWith(lacking('prove'))("Perl's prove", () => {
  test('is green exactly when the exit code is 0', () => {
    const script = 'f=$(mktemp) && cat >"$f" && prove -e cat "$f"; code=$?; rm "$f"; exit $code';
    for (const report of all) {
      expect(feed('sh', ['-c', script], tap(report)).code === 0).toBe(report.exitCode === 0);
    }
  });
});
