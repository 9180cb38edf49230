import {stat} from 'node:fs/promises';
import {eachFacts, factsIn} from '../facts/load.ts';
import {readBounded} from '../hosts/read-bounded.ts';
import type {Judge} from './assess.ts';
import {examineFacts} from './examine.ts';
import type {Kernels} from './programs/kernels.ts';
import {largestReport, reportIn} from './read-report.ts';
import type {HostReport} from './report.ts';

/** What was saved of hosts: facts, which are judged, or a report (`--format json`), which is taken as it stands. A file is read once. */
export const savedReports = async (source: string, judge: Judge, kernels: Kernels): Promise<readonly HostReport[]> => {
  const isFile = source !== '-' && (await stat(source).catch(() => undefined))?.isFile();
  // One that can't be read is refused as facts are.
  const content = isFile ? await readBounded(source, largestReport).catch(() => undefined) : undefined;
  if (content?.includes('"ebpf.report/1"')) return (await reportIn(content, source, 'report')).hosts;
  return examineFacts(content ? factsIn(content, source) : eachFacts(source), judge, {kernels});
};
