import {exitCodes, Failure} from '../hosts/failure.ts';
import {parseHostsFile} from '../hosts/hosts-file.ts';
import type {Report} from './report.ts';
import {verdictOf} from './verdict.ts';

/** Which hosts of an earlier report to look at again: those that are not ready, or those that were not reached. */
export const limits = ['failed', 'unreached'] as const;

export type Limit = (typeof limits)[number];

/** Hosts by a list of destinations, or by an earlier report (`ebpf doctor --json`), of which `limit` takes a part. */
export const listedHosts = (text: string, file: string, limit?: Limit): string[] => {
  const hosts = /^\s*\{/.test(text) ? parseReport(text, file) : undefined;
  if (!hosts) {
    if (limit === undefined) return parseHostsFile(text, file);
    throw new Failure({
      what: `--limit ${limit} needs a report, and ${file} is a list of hosts.`,
      todo: 'Save one with "ebpf doctor --hosts FILE --json >report.json", or the same of setup, then give --hosts report.json.',
      exitCode: exitCodes.usage,
    });
  }
  const chosen = hosts.filter(
    ({end}) => limit === undefined || (limit === 'unreached' ? end === limit : end !== 'ready'),
  );
  // Names are read as destinations again: a report is a file like any other.
  if (chosen.length > 0) return parseHostsFile(chosen.map(({host}) => host).join('\n'), file);
  throw new Failure({
    what: `No host of ${file} ${limit === 'unreached' ? 'was out of reach' : 'failed'}: there is nothing to do.`,
    exitCode: exitCodes.ready,
  });
};

/** A host of a report, and what became of it. */
interface Ended {
  readonly host: string;
  readonly end: 'ready' | 'unreached' | 'failed';
}

const parseReport = (text: string, file: string): readonly Ended[] => {
  try {
    const report = JSON.parse(text) as Partial<Report> | Setups | null;
    if (report?.schema === 'ebpf.report/1') return (report.hosts ?? []).map(endOfReport);
    if (report?.schema === 'ebpf.setups/1' || report?.schema === 'ebpf.hellos/1') return report.hosts.map(endOfSetup);
  } catch {
    // said below
  }
  throw new Failure({
    what: `${file} is neither a list of hosts nor a report of ebpf doctor --json, setup --json or hello --json.`,
    exitCode: exitCodes.usage,
  });
};

const endOfReport = (host: Report['hosts'][number]): Ended => {
  const sound = typeof host.host === 'string' && host.profiles instanceof Object && Array.isArray(host.findings);
  if (!sound) throw new Error('not a host');
  const verdict = verdictOf(host);
  return {host: host.host, end: verdict === 'ready' ? verdict : verdict === 'not reached' ? 'unreached' : 'failed'};
};

/** What this reads of the document of a setup, or a hello, of several hosts. */
interface Setups {
  readonly schema: 'ebpf.setups/1' | 'ebpf.hellos/1';
  readonly hosts: readonly {
    readonly host: string;
    readonly exitCode: number;
    readonly setup?: unknown;
    readonly hellos?: readonly unknown[];
  }[];
}

const endOfSetup = ({host, exitCode, setup, hellos = []}: Setups['hosts'][number]): Ended => {
  if (typeof host !== 'string' || typeof exitCode !== 'number') throw new Error('not a host');
  if (exitCode === exitCodes.ready) return {host, end: 'ready'};
  return {host, end: exitCode === exitCodes.unknown && !setup && hellos.length === 0 ? 'unreached' : 'failed'};
};
