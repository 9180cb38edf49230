import {countStates, headline} from '../assess/headline.ts';
import {lostHosts, obstaclesOf} from '../assess/obstacles.ts';
import type {Finding, HostReport, Report} from '../assess/report.ts';
import {standingOf} from '../assess/standing.ts';
import {readinessWords} from '../assess/verdict.ts';
import {sudoText} from '../assess/with-sudo.ts';
import {showCommands} from '../remedies/show.ts';
import {markOf, plainStyle} from '../terminal/style.ts';
import {judgedBy} from './judged-by.ts';

/** The report as Markdown for $GITHUB_STEP_SUMMARY: verdicts on top, then what does not pass, then everything, folded. */
export const githubSummary = (report: Report): string =>
  [
    '## ebpf doctor',
    '',
    `**${cell(headline(report))}**`,
    '',
    ...judgedBy(report).flatMap((line) => [cell(line), '']),
    ...(report.hosts.length > few ? fleetSummary(report) : report.hosts.flatMap((host) => hostSummary(host, report))),
  ].join('\n');

/** Hosts that are each told of in full. */
const few = 10;

/** Causes of a fleet that are named. */
const causes = 50;

/** Of many hosts the states, and what stands in the way, each cause once. */
const fleetSummary = (report: Report): string[] => {
  const obstacles = obstaclesOf(report);
  const rows = [
    ...obstacles.map(
      ({finding, hosts}) => `| ${hosts.length} | ${[label(finding), found(finding), mend(finding)].join(' | ')} |`,
    ),
    ...lostHosts(report).map(({error, hosts}) => `| ${hosts.length} | not reached | ${lines(error)} | |`),
  ];
  return [
    ...countStates(report).map(([state, count]) => `- ${count} ${state}`),
    '',
    '| hosts | check | found | how to fix it |',
    '|---|---|---|---|',
    ...rows.slice(0, causes),
    ...(rows.length > causes ? ['', `and ${rows.length - causes} more causes`] : []),
    '',
  ];
};

const hostSummary = (host: HostReport, report: Report): string[] => {
  const head = [host.os, host.kernel && `Linux ${host.kernel}`, host.arch].filter(Boolean).map(cell).join(', ');
  if (!host.reachable) return [`### ${cell(host.host)}`, '', `❌ ${lines(host.error ?? 'could not be reached')}`, ''];
  const problems = host.findings.filter((finding) =>
    ['failed', 'unknown', 'noted'].includes(standingOf(finding, report)),
  );
  return [
    `### ${cell(host.host)}`,
    '',
    head,
    '',
    ...Object.entries(host.profiles).map(
      ([name, state]) => `- ${icons[state]} **${cell(name)}** is ${readinessWords[state]}${sudoText(host, name)}`,
    ),
    '',
    ...(problems.length > 0 ? table(problems) : ['Every check passes.']),
    '',
    `<details><summary>All ${host.findings.length} checks</summary>`,
    '',
    ...table(host.findings),
    '',
    '</details>',
    '',
  ];
};

const icons = {ready: '✅', 'not-ready': '❌', unknown: '❔'} as const;

const table = (findings: readonly Finding[]): string[] => [
  '| | check | found | how to fix it |',
  '|---|---|---|---|',
  ...findings.map((finding) => `| ${[mark(finding), label(finding), found(finding), mend(finding)].join(' | ')} |`),
];

const mark = (finding: Finding): string => markOf(finding, plainStyle).mark;

const label = ({title, id}: Finding): string => `${cell(title)}<br><code>${cell(id)}</code>`;

const found = (finding: Finding): string =>
  cell(finding.ignored ? `${finding.found} (ignored: ${finding.ignored.reason})` : finding.found);

const mend = ({remedy}: Finding): string =>
  remedy
    ? [cell(remedy.text), ...showCommands(remedy).map((command) => `<code>${cell(command)}</code>`)].join('<br>')
    : '';

/** Words of a host as they are: neither HTML nor Markdown, nor a mention of somebody. */
const cell = (text: string): string =>
  text.replace(/\s+/g, ' ').replace(/[&<>|`*_[\]\\@#~!]/g, (character) => `&#${character.charCodeAt(0)};`);

/** What was said in several lines, still in one of Markdown. */
const lines = (text: string): string => text.split('\n').map(cell).join('<br>');
