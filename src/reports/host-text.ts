import type {Finding, HostReport, ProbableCause, Report} from '../assess/report.ts';
import {readinessWords} from '../assess/verdict.ts';
import {sudoText} from '../assess/with-sudo.ts';
import {groups} from '../checks/groups.ts';
import {showCommands} from '../remedies/show.ts';
import {markOf, paint, readinessTones, type Style} from '../terminal/style.ts';
import {wrapCommand} from '../terminal/wrap.ts';

/** The report as a person reads it. */
export const textReport = ({hosts}: Report, style: Style): string =>
  hosts.map((host) => hostText(host, style)).join('\n\n');

const hostText = (report: HostReport, style: Style): string => {
  const head = [report.host, report.os, report.kernel && `Linux ${report.kernel}`, report.arch]
    .filter(Boolean)
    .join(', ');
  if (!report.reachable) return `${paint(head, 'strong', style)}\n${indented(report.error ?? 'could not be reached')}`;
  const table: Table = {
    findings: report.findings,
    width: Math.max(0, ...report.findings.map(({title}) => title.length)),
  };
  const sections = Object.entries(groups).flatMap(([group, title]) => {
    const findings = report.findings.filter((finding) => finding.group === group);
    if (findings.length === 0) return [];
    return [`\n${paint(title, 'strong', style)}`, ...findings.map((finding) => findingText(finding, table, style))];
  });
  return [paint(head, 'strong', style), ...sections, '', ...verdictLines(report, style)].join('\n');
};

/** A host's own words never begin a line as ours do. */
const indented = (text: string): string => text.replace(/^/gm, '  ');

interface Table {
  readonly findings: readonly Finding[];
  /** Of the longest title. */
  readonly width: number;
}

const findingText = (finding: Finding, {findings, width}: Table, style: Style): string => {
  const {mark, tone} = markOf(finding, style);
  const line = `  ${paint(mark, tone, style)} ${finding.title.padEnd(width)} ${finding.found}${ignoredText(finding)}`;
  const quiet = finding.verdict === 'pass' || finding.verdict === 'skip' || finding.severity === 'info';
  if (quiet) return line;
  // One cause, told once, where it is: what follows from it needs no details.
  const because = finding.because ? findings.find(({id}) => id === finding.because) : undefined;
  return because
    ? `${line}\n      ${paint('follows from', 'muted', style)} ${because.title}`
    : [line, ...details(finding, style)].join('\n');
};

const ignoredText = ({ignored, verdict}: Finding): string =>
  ignored && verdict !== 'pass'
    ? ` (ignored${ignored.until ? ` until ${ignored.until}` : ''}: ${ignored.reason}; ${ignored.origin})`
    : '';

const details = ({expected, evidence, why, cause, remedy, id, origin = []}: Finding, style: Style): string[] => {
  const rows: [string, string][] = [
    ...(expected ? [['expected', expected] as [string, string]] : []),
    ...evidence.map((text, index): [string, string] => [index === 0 ? 'evidence' : '', text]),
    ['why', why],
    ...(cause ? causeRows(cause) : []),
    ...(remedy ? [['fix', remedy.text] as [string, string]] : []),
    ...(remedy ? showCommands(remedy) : [])
      .flatMap((command) => (style.columns ? wrapCommand(command, style.columns - 16) : [command]))
      .map((command): [string, string] => ['', command]),
    ['check', [id, ...origin].join(', ')],
  ];
  return rows.map(([label, text]) => `      ${paint(label.padEnd(9), 'muted', style)} ${text}`);
};

const causeRows = ({cause, title, confidence, decide}: ProbableCause): [string, string][] => [
  ['perhaps', `${title} (${cause}, ${Math.round(confidence * 100)} %)`],
  ['confirm', decide],
];

/** One line for each profile: its verdict, and the first thing that stands in its way; for a program of the user's, also the way out. */
const verdictLines = (report: HostReport, style: Style): string[] =>
  Object.entries(report.profiles).flatMap(([name, readiness]) => {
    const wanted = readiness === 'unknown' ? 'unknown' : 'fail';
    const obstacles = report.findings
      .filter(({verdict, decides = []}) => verdict === wanted && decides.includes(name))
      // What explains the others comes first.
      .toSorted((a, b) => Number(a.because !== undefined) - Number(b.because !== undefined));
    const [first] = obstacles;
    const more = obstacles.length > 1 ? ` (and ${obstacles.length - 1} more)` : '';
    const reason = readiness === 'ready' || !first ? '' : `: ${first.title}: ${first.found}${more}`;
    const word = paint(readinessWords[readiness], readinessTones[readiness], style);
    const own = Object.hasOwn(report.objects ?? {}, name);
    return [
      `${paint(name, 'strong', style)} is ${word}${own ? ` on ${report.host}` : ''}${sudoText(report, name)}${reason}`,
      ...(own && first?.remedy ? [`  ${first.remedy.text}`] : []),
    ];
  });
