import type {Verdict} from '../checks/check.ts';
import {shortLine} from '../hosts/clean.ts';
import {exitCodes, Failure} from '../hosts/failure.ts';
import {listed} from '../hosts/in-words.ts';
import type {Finding, HostReport, Report} from './report.ts';
import {readinessBy} from './verdict.ts';

/**
 * Lets count only what got worse since the baseline: what did not pass then, and is no worse now, is still shown, as ignored.
 * A host that the baseline does not have is judged as ever.
 * @throws Failure where it has none of the hosts: the baseline of another host excuses nothing.
 */
export const sinceBaseline = (hosts: readonly HostReport[], baseline: Report, file: string): HostReport[] => {
  const earlier = new Map(baseline.hosts.map((host) => [host.host, host]));
  if (!hosts.some(({host}) => earlier.has(host))) throw ofOthers(hosts, baseline, file);
  return hosts.map((host) => {
    const before = earlier.get(host.host);
    if (!before?.reachable || !sameMachine(host, before)) return host;
    const verdicts = new Map(before.findings.map(({id, verdict}) => [id, verdict]));
    const findings = host.findings.map((finding) => excuse(finding, verdicts.get(finding.id), file));
    return {...host, profiles: profilesBy(findings, host), findings};
  });
};

/** The profiles by what still counts, as where a check is ignored: the words of a report and its exit code agree. */
const profilesBy = (findings: readonly Finding[], {profiles}: HostReport): HostReport['profiles'] =>
  Object.fromEntries(
    Object.keys(profiles).map((name) => [
      name,
      readinessBy(findings.filter(({decides = []}) => decides.includes(name)).map(({verdict}) => verdict)),
    ]),
  );

/** Every machine calls itself localhost. Its architecture is the one thing that no upgrade changes. */
const sameMachine = (now: HostReport, before: HostReport): boolean => now.arch === before.arch;

/** The higher, the worse. */
const badness = {pass: 0, skip: 0, unknown: 1, fail: 2} as const satisfies Record<Verdict, number>;

const excuse = (finding: Finding, before: Verdict | undefined, file: string): Finding => {
  const counts = badness[finding.verdict] > 0 && finding.severity !== 'info';
  if (!counts || before === undefined || badness[finding.verdict] > badness[before]) return finding;
  const {decides: _, ...rest} = finding;
  return {...rest, severity: 'info', ignored: {reason: `no worse than before: ${before}`, origin: file}};
};

const ofOthers = (hosts: readonly HostReport[], baseline: Report, file: string): Failure =>
  new Failure({
    what: `The baseline ${file} is of other hosts.`,
    why: `It knows ${namesOf(baseline.hosts)}; this report is of ${namesOf(hosts)}.`,
    todo: `Name the host as then, or make a baseline of it with "ebpf doctor --format json --output FILE".`,
    exitCode: exitCodes.usage,
  });

/** Hosts that are named. */
const most = 5;

const namesOf = (hosts: readonly HostReport[]): string =>
  listed(
    hosts.map(({host}) => shortLine(host, 80)),
    most,
  ) || 'no host';
