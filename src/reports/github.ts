import type {Finding, HostReport, Report} from '../assess/report.ts';
import {standingOf} from '../assess/standing.ts';
import {stoppingCommands} from '../terminal/log.ts';
import {commandData, commandProperty} from '../terminal/workflow-command.ts';
import {text} from './any-text.ts';
import {policyOf, unmatchedOf} from './judged-by.ts';

/**
 * What a step of GitHub Actions prints: the whole report, then an annotation for each finding that does not pass. The runner takes
 * lines that begin with `::` for commands, so the report, which holds words of hosts, stands between stop-commands marks.
 */
export const github = (report: Report): string => {
  const [policy, unmatched] = [policyOf(report), unmatchedOf(report)];
  return [
    stoppingCommands(text(report, {colour: false, unicode: true}).trimEnd()),
    ...report.hosts.flatMap((host) => (host.reachable ? annotations(host, report) : [lostHost(host)])),
    ...(unmatched === undefined ? [] : [`::warning title=ebpf policy::${commandData(unmatched)}`]),
    `::notice title=ebpf::exit code ${report.exitCode}${policy === undefined ? '' : `, policy ${commandData(policy)}`}`,
    '',
  ].join('\n');
};

/** GitHub shows the first ten errors and ten warnings of a step: what decides comes first. */
const annotations = (host: HostReport, report: Report): string[] => {
  const standing = (finding: Finding) => standingOf(finding, report);
  const failed = host.findings.filter((finding) => standing(finding) === 'failed');
  const unknown = host.findings.filter((finding) => standing(finding) === 'unknown');
  const noted = host.findings.filter((finding) => standing(finding) === 'noted' && finding.severity === 'recommended');
  return [
    ...[...failed, ...unknown].map((finding) => annotation('error', host, finding)),
    ...noted.map((finding) => annotation('warning', host, finding)),
  ];
};

const annotation = (level: 'error' | 'warning', {host}: HostReport, finding: Finding): string => {
  const {id, title, found, why, remedy, verdict} = finding;
  const message = [`${title}: ${found}.`, why, remedy?.text ?? ''].filter(Boolean).join('\n');
  return `::${level} title=${commandProperty(`${host}: ${id} (${verdict})`)}::${commandData(message)}`;
};

const lostHost = ({host, error = 'could not be reached'}: HostReport): string =>
  `::error title=${commandProperty(`${host}: unreachable`)}::${commandData(error)}`;
