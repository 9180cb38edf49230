import {stat} from 'node:fs/promises';
import {loadFacts} from '../facts/load.ts';
import {readBounded} from '../hosts/read-bounded.ts';
import {assess, type Judge} from './assess.ts';
import {largestReport, readReport} from './read-report.ts';
import type {HostReport} from './report.ts';

/** What was saved of hosts: facts, which are judged, or a report (`--format json`), which is taken as it stands. */
export const savedReports = async (source: string, judge: Judge): Promise<readonly HostReport[]> => {
  if (await isReport(source)) return (await readReport(source, 'report')).hosts;
  return (await loadFacts(source)).map((facts) => assess(facts, judge(facts.host)));
};

const isReport = async (source: string): Promise<boolean> => {
  const isFile = source !== '-' && (await stat(source).catch(() => undefined))?.isFile();
  return isFile === true && (await readBounded(source, largestReport)).includes('"ebpf.report/1"');
};
