import type {Facts} from '../facts/facts.ts';
import {loadFacts} from '../facts/load.ts';
import type {ProbeOptions} from '../facts/probe.ts';
import {probeHosts} from '../facts/probe-hosts.ts';
import type {Failure} from '../hosts/failure.ts';
import type {Host} from '../hosts/host.ts';
import {type PoolOptions, stopped} from '../hosts/pool.ts';
import {assess, type Judge} from './assess.ts';
import {explainUnknown} from './explain-unknown.ts';
import type {HostReport} from './report.ts';
import {unreachableReport} from './unreachable.ts';

/** How hosts are looked at, and who is told. */
export interface ExamineOptions extends PoolOptions, ProbeOptions {
  /** Called with each report as it comes; with the failure where the host could not be looked at. */
  readonly onReport?: (report: HostReport, failure?: Failure) => void;
}

/** Probes hosts and judges each. In the order in which they were named; one that can't be reached has a report that says so. */
export const examineHosts = async (
  hosts: readonly Host[],
  judge: Judge,
  options: ExamineOptions,
): Promise<HostReport[]> => {
  const reports = new Map<string, HostReport>();
  for await (const result of probeHosts(hosts, options)) {
    const failure = 'failure' in result ? result.failure : undefined;
    const report =
      'failure' in result
        ? unreachableReport(result.name, result.failure, judge(result.name).profiles)
        : await judged(result.value, judge);
    reports.set(result.name, report);
    options.onReport?.(report, failure);
  }
  const left = (name: string) => unreachableReport(name, stopped(), judge(name).profiles);
  return hosts.map(({name}) => reports.get(name) ?? left(name));
};

/** Judges saved facts; a file that can't be read is a host that could not be looked at. */
export const examineSaved = async (
  source: string,
  judge: Judge,
  onSkipped?: (file: string, kind: string) => void,
): Promise<HostReport[]> => {
  const lost: HostReport[] = [];
  const facts = await loadFacts(
    source,
    (host, failure) => lost.push(unreachableReport(host, failure, judge(host).profiles)),
    onSkipped,
  );
  return [...(await Promise.all(facts.map((one) => judged(one, judge)))), ...lost];
};

/** A cause that can't be looked for is none that is named: the report stands without. */
const judged = async (facts: Facts, judge: Judge): Promise<HostReport> => {
  const report = assess(facts, judge(facts.host));
  return explainUnknown(report, facts).catch(() => report);
};
