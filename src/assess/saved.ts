import {stat} from 'node:fs/promises';
import {loadFacts} from '../facts/load.ts';
import {readBounded} from '../hosts/read-bounded.ts';
import type {Judge} from './assess.ts';
import {examineFacts} from './examine.ts';
import type {Kernels} from './programs/kernels.ts';
import {largestReport, readReport} from './read-report.ts';
import type {HostReport} from './report.ts';

/** What was saved of hosts: facts, which are judged, or a report (`--format json`), which is taken as it stands. */
export const savedReports = async (source: string, judge: Judge, kernels: Kernels): Promise<readonly HostReport[]> => {
  if (await isReport(source)) return (await readReport(source, 'report')).hosts;
  return examineFacts(await loadFacts(source), judge, kernels);
};

const isReport = async (source: string): Promise<boolean> => {
  const isFile = source !== '-' && (await stat(source).catch(() => undefined))?.isFile();
  return isFile === true && (await readBounded(source, largestReport)).includes('"ebpf.report/1"');
};
