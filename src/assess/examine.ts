import type {Facts} from '../facts/facts.ts';
import {eachFacts} from '../facts/load.ts';
import type {ProbeOptions} from '../facts/probe.ts';
import {probeHosts} from '../facts/probe-hosts.ts';
import type {Failure} from '../hosts/failure.ts';
import type {Host} from '../hosts/host.ts';
import {inOrder, type PoolOptions, stopped} from '../hosts/pool.ts';
import {Alike} from './alike.ts';
import {type AssessOptions, assess, type Judge} from './assess.ts';
import {explainUnknown} from './explain-unknown.ts';
import type {Kernels} from './programs/kernels.ts';
import type {HostReport} from './report.ts';
import {unreachableReport} from './unreachable.ts';

/** How hosts are looked at, and who is told. */
export interface ExamineOptions extends PoolOptions, ProbeOptions {
  /** Called with each report as it comes; with the failure where the host could not be looked at. */
  readonly onReport?: (report: HostReport, failure?: Failure) => void;
  /** Those that programs are judged by, where there are programs. */
  readonly kernels?: Kernels | undefined;
}

/** Probes hosts and judges each. In the order in which they were named; one that can't be reached has a report that says so. */
export const examineHosts = async (
  hosts: readonly Host[],
  judge: Judge,
  options: ExamineOptions,
): Promise<HostReport[]> => {
  const reports = new Map<string, HostReport>();
  const alike = new Alike();
  const {kernels} = options;
  const objectsFor = ({name}: Host) => (judge(name).programs ?? []).map(({object}) => object);
  for (const host of hosts)
    if (host.local && objectsFor(host).length > 0) kernels?.begin(host, objectsFor(host), options.signal);
  const also = async (host: Host, facts: Facts): Promise<Facts> => {
    const objects = objectsFor(host);
    return kernels && objects.length > 0 ? kernels.fetch(host, facts, {objects, signal: options.signal}) : facts;
  };
  for await (const result of probeHosts(hosts, {...options, also})) {
    const failure = 'failure' in result ? result.failure : undefined;
    const report =
      'failure' in result
        ? unreachableReport(result.name, result.failure, judge(result.name).profiles)
        : await judged(result.value, judge);
    reports.set(result.name, alike.of(report));
    options.onReport?.(report, failure);
  }
  const left = (name: string) => unreachableReport(name, stopped(), judge(name).profiles);
  return hosts.map(({name}) => reports.get(name) ?? left(name));
};

/** How saved facts are judged, and who is told. */
export interface SavedOptions extends Pick<ExamineOptions, 'kernels'> {
  readonly onSkipped?: (file: string, kind: string) => void;
  /** Called with each report as it comes. */
  readonly onReport?: ((report: HostReport) => void) | undefined;
}

/** Judges saved facts; a file that can't be read is a host that could not be looked at, and comes last. */
export const examineSaved = async (
  source: string,
  judge: Judge,
  {kernels, onSkipped, onReport}: SavedOptions = {},
): Promise<HostReport[]> => {
  const lost: HostReport[] = [];
  const facts = eachFacts(source, {
    onTrouble: (host, failure) => lost.push(unreachableReport(host, failure, judge(host).profiles)),
    onSkipped,
  });
  const reports = await examineFacts(facts, judge, {kernels, onReport});
  for (const report of lost) onReport?.(report);
  return [...reports, ...lost];
};

/** Facts at once: with each may come the types of a kernel. */
const atOnce = 4;

/** Judges facts that are here already, or come one by one. */
export const examineFacts = async (
  facts: Iterable<Facts> | AsyncIterable<Facts>,
  judge: Judge,
  {kernels, onReport}: Pick<SavedOptions, 'kernels' | 'onReport'> = {},
): Promise<HostReport[]> => {
  const alike = new Alike();
  const reports: HostReport[] = [];
  const examine = async (one: Facts) =>
    judged(kernels && wantsTypes(judge(one.host)) ? await kernels.find(one) : one, judge);
  for await (const report of inOrder(facts, atOnce, examine)) {
    onReport?.(report);
    reports.push(alike.of(report));
  }
  return reports;
};

const wantsTypes = ({programs = []}: AssessOptions): boolean => programs.length > 0;

/** A cause that can't be looked for is none that is named: the report stands without. */
const judged = async (facts: Facts, judge: Judge): Promise<HostReport> => {
  const report = assess(facts, judge(facts.host));
  return explainUnknown(report, facts).catch(() => report);
};
