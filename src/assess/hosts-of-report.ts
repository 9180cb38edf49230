import {exitCodes, Failure} from '../hosts/failure.ts';
import {parseHostsFile} from '../hosts/hosts-file.ts';
import type {Report} from './report.ts';
import {verdictOf} from './verdict.ts';

/** Which hosts of an earlier report to look at again: those that are not ready, or those that were not reached. */
export const limits = ['failed', 'unreached'] as const;

export type Limit = (typeof limits)[number];

/** Hosts by a list of destinations, or by an earlier report (`ebpf doctor --json`), of which LIMIT takes a part. */
export const listedHosts = (text: string, file: string, limit?: Limit): string[] => {
  const report = /^\s*\{/.test(text) ? parseReport(text, file) : undefined;
  if (!report) {
    if (limit === undefined) return parseHostsFile(text, file);
    throw new Failure({
      what: `--limit ${limit} needs a report, and ${file} is a list of hosts.`,
      todo: 'Save one with "ebpf doctor --hosts FILE --json >report.json", then give --hosts report.json.',
      exitCode: exitCodes.usage,
    });
  }
  const chosen = report.hosts.filter((host) => limit === undefined || matches(verdictOf(host), limit));
  // Names are read as destinations again: a report is a file like any other.
  if (chosen.length > 0) return parseHostsFile(chosen.map(({host}) => host).join('\n'), file);
  throw new Failure({
    what: `No host of ${file} ${limit === 'unreached' ? 'was out of reach' : 'failed'}: there is nothing to do.`,
    exitCode: exitCodes.ready,
  });
};

const matches = (verdict: ReturnType<typeof verdictOf>, limit: Limit): boolean =>
  limit === 'unreached' ? verdict === 'not reached' : verdict !== 'ready';

const parseReport = (text: string, file: string): Report => {
  try {
    const report = JSON.parse(text) as Partial<Report> | null;
    const sound =
      report?.schema === 'ebpf.report/1' &&
      Array.isArray(report.hosts) &&
      report.hosts.every(
        ({host, profiles, findings}) =>
          typeof host === 'string' && profiles instanceof Object && Array.isArray(findings),
      );
    if (sound) return report as Report;
  } catch {
    // said below
  }
  throw new Failure({
    what: `${file} is neither a list of hosts nor a report of ebpf doctor --json.`,
    exitCode: exitCodes.usage,
  });
};
