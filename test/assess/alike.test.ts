import {Alike} from '../../src/assess/alike.ts';
import {hosts, reportOf} from '../reports/hosts.ts';

test('reports that are kept say what they said, and hosts that are found alike share it', () => {
  const {hosts: reports} = reportOf([...hosts, ...hosts]);
  const alike = new Alike();
  const kept = reports.map((report) => alike.of(report));
  expect(kept).toEqual(reports);
  const [first, again] = [kept[0], kept[hosts.length]];
  expect(again?.findings).toBe(first?.findings);
  expect(new Set(kept.flatMap(({findings}) => findings)).size).toBeLessThan(
    reports.flatMap((one) => one.findings).length / 2,
  );
});
