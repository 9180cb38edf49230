import {lostHosts, obstaclesOf} from '../assess/obstacles.ts';
import type {Finding, Report} from '../assess/report.ts';
import {standingOf} from '../assess/standing.ts';
import {listed} from '../hosts/in-words.ts';
import {stoppingCommands} from '../terminal/log.ts';
import {plainStyle} from '../terminal/style.ts';
import {commandData, commandProperty} from '../terminal/workflow-command.ts';
import type {Format} from './format.ts';
import {policyOf, unmatchedOf} from './judged-by.ts';
import {text} from './text.ts';

/**
 * What a step of GitHub Actions prints: the whole report, then an annotation for each finding that does not pass. The runner takes
 * lines that begin with `::` for commands, so the report, which holds words of hosts, stands between stop-commands marks.
 */
export const github = (report: Report): string => {
  const [policy, unmatched] = [policyOf(report), unmatchedOf(report)];
  return [
    stoppingCommands(text(report, plainStyle).trimEnd()),
    ...annotations(report),
    ...(unmatched === undefined ? [] : [`::warning title=ebpf policy::${commandData(unmatched)}`]),
    `::notice title=ebpf::exit code ${report.exitCode}${policy === undefined ? '' : `, policy ${commandData(policy)}`}`,
    '',
  ].join('\n');
};

/** GitHub shows the first ten errors and ten warnings of a step: each cause is said once, whatever the number of hosts. */
const shown = 10;

const annotations = (report: Report): string[] => {
  const errors = [
    ...obstaclesOf(report).map(({finding, hosts}) => annotation('error', hosts, finding)),
    ...lostHosts(report).map(
      ({error, hosts}) => `::error title=${commandProperty(`${named(hosts)}: unreachable`)}::${commandData(error)}`,
    ),
  ];
  const noted = new Map<string, {finding: Finding; hosts: string[]}>();
  for (const {host, findings} of report.hosts) {
    for (const finding of findings) {
      if (finding.severity !== 'recommended' || standingOf(finding, report) !== 'noted') continue;
      const known = noted.get(finding.id);
      if (known) known.hosts.push(host);
      else noted.set(finding.id, {finding, hosts: [host]});
    }
  }
  const warnings = [...noted.values()].map(({finding, hosts}) => annotation('warning', hosts, finding));
  return [...bounded(errors, 'error'), ...bounded(warnings, 'warning')];
};

const bounded = (all: readonly string[], level: string): readonly string[] =>
  all.length <= shown
    ? all
    : [...all.slice(0, shown - 1), `::${level} title=ebpf::and ${all.length - shown + 1} more: see the report`];

const named = (hosts: readonly string[]): string => listed(hosts, 3);

const annotation = (level: 'error' | 'warning', hosts: readonly string[], finding: Finding): string => {
  const {id, title, found, why, remedy, verdict} = finding;
  const message = [`${title}: ${found}.`, why, remedy?.text ?? ''].filter(Boolean).join('\n');
  return `::${level} title=${commandProperty(`${named(hosts)}: ${id} (${verdict})`)}::${commandData(message)}`;
};

export default {
  readers: "annotations; the default under GitHub Actions, where the run's summary is written as well",
  write: github,
} satisfies Format;
