import type {Finding, HostReport} from '../assess/report.ts';
import {isInTheWay, standingOf} from '../assess/standing.ts';
import {readinessWords, verdictOf} from '../assess/verdict.ts';
import {sudoText} from '../assess/with-sudo.ts';
import {catalogue} from '../checks/catalogue.ts';
import compileRows from '../checks/tool/compile-rows.ts';
import {counted} from '../hosts/in-words.ts';
import {markOf, paint, readinessTones, type Screen, type Style, type Tone} from '../terminal/style.ts';
import {cells, wrap} from '../terminal/wrap.ts';
import {foldedGroups} from './folded-groups.ts';
import {isProblem, waysOut} from './way-out.ts';
import {headline, type Page, pageOf, waysText} from './ways-text.ts';

interface Row {
  readonly verdict: Finding['verdict'];
  readonly severity: Finding['severity'];
  readonly damage?: true;
  readonly title: string;
  readonly text: string;
  /** What does not work for it, told where it fits into the row. */
  readonly broken?: string;
}

/** A report for the last rows of a terminal: what is fine folded, what is not above the verdict, and at the end the way out. */
export const screenText = (
  report: HostReport,
  {strict = false}: {readonly strict?: boolean | undefined},
  {columns, ...reader}: Screen,
  style: Style,
): string => {
  const page = pageOf(style, columns);
  // Of a kernel whose types alone are known there is no more than its name.
  const {host, os, kernel, arch} = report;
  const about = [os.replace('GNU/Linux ', ''), kernel && `Linux ${kernel}`, page.columns && arch].filter(Boolean);
  const head = [host, ...(about.length > 0 ? [about.join(', ')] : [])].join(': ');
  const warnings = report.findings.filter((finding) => isWarning(finding) && !finding.because).map(toRow);
  const problems = report.findings.filter(isProblem).map(toRow);
  const waiting = report.findings.filter((finding) => finding.because && isInTheWay(finding)).length;
  const folded = foldedGroups(report.findings);
  const names = folded.map(({title}, index) => (index === 0 ? title : title.toLowerCase())).join(', ');
  const told = page.columns ? folded : folded.length > 0 ? [{title: names, text: ''}] : [];
  const passed = told.map((row): Row => ({verdict: 'pass', severity: 'required', ...row}));
  const fine = rows([...passed, ...warnings], page);
  const more =
    waiting > 0 ? [`${waiting} more ${waiting === 1 ? 'check waits' : 'checks wait'} for ${these(problems)}`] : [];
  const wrong = rows(problems, page, more);
  return [
    ...wrap(head, page.width).map((line) => paint(line, 'strong', style)),
    ...(fine.length > 0 ? ['', ...fine] : []),
    ...(wrong.length > 0 ? ['', ...wrong] : []),
    '',
    ...verdicts(report, strict, page),
    '',
    ...waysText(waysOut(report, reader), page),
  ]
    .join('\n')
    .trimEnd();
};

/** What is recommended and not so. */
export const isWarning = ({verdict, severity}: Finding): boolean =>
  severity === 'recommended' && (verdict === 'fail' || verdict === 'unknown');

const breaks = new Map(catalogue.map((check) => [check.id, check.breaks]));

const toRow = ({id, verdict, severity, damage, title, found, why}: Finding): Row => {
  const sentence = /^[A-Z][a-z]/.test(why) ? `${why.slice(0, 1).toLowerCase()}${why.slice(1).replace(/\.$/, '')}` : '';
  const broken = verdict === 'fail' ? (breaks.get(id) ?? sentence) : '';
  return {verdict, severity, ...(damage && {damage}), title, text: found, broken};
};

const these = ({length}: {readonly length: number}): string => (length === 1 ? 'this' : 'these');

/** Rows with their titles in a column, and below their texts what is said of all of them. */
const rows = (all: readonly Row[], {style, width, columns}: Page, more: readonly string[] = []): string[] => {
  const longest = Math.max(0, ...all.map(({title}) => cells(title)).filter((size) => size <= 24));
  const below = ' '.repeat(
    columns ? 2 + cells(markOf({verdict: 'pass', severity: 'required'}, style).mark) + 1 + longest + 2 : 2,
  );
  const told = more.flatMap((line) => wrap(line, width - below.length)).map((line) => `${below}${line}`);
  const shown = all.flatMap((row) => {
    const {title, text, broken = ''} = row;
    const {mark, tone} = markOf(row, style);
    const inline = !columns || cells(title) > longest;
    const label = inline ? '' : `${title}${' '.repeat(longest - cells(title))}  `;
    const start = `${columns ? '  ' : ''}${mark} ${label}`;
    const indent = ' '.repeat(cells(start));
    const room = width - cells(start);
    const what = inline ? [title, text].filter(Boolean).join(': ') : text;
    const full = `${what}; ${broken}`;
    const [first = '', ...rest] = wrap(columns && broken && cells(full) <= room ? full : what, room);
    return [
      `${columns ? '  ' : ''}${paint(mark, tone, style)} ${label}${first}`,
      ...rest.map((line) => `${indent}${line}`),
    ];
  });
  return [...shown, ...told];
};

const capital = (words: string): string => `${words.slice(0, 1).toUpperCase()}${words.slice(1)}`;

/** One line for all profiles of one readiness; where a check is required beside them, or there is none, its own. */
export const verdicts = (report: HostReport, strict: boolean, {style, width}: Page): string[] => {
  const {findings, profiles} = report;
  const count = (holds: (finding: Finding) => boolean): number => findings.filter(holds).length;
  const some = (number: number, word: string, more = ''): string[] =>
    number > 0 ? [`${counted(number, word)}${more}`] : [];
  const passed = count(({verdict}) => verdict === 'pass');
  const failed = count((finding) => standingOf(finding) === 'failed');
  const unknown = count((finding) => standingOf(finding) === 'unknown');
  const notRun = count(({id, verdict}) => verdict === 'skip' && compileRows.some((row) => row.id === id));
  const warned = count(isWarning);
  const warnings = some(warned, 'warning', strict && warned > 0 ? ' (--strict: exit code 4)' : '');
  const problems = [...some(failed, 'problem'), ...some(unknown, 'check', ' could not look')];
  const well = [`${passed} passed`, ...warnings, ...some(notRun, 'compile check', ' not run')];
  const overall = verdictOf(report);
  const names = Object.entries(profiles);
  const lines = (['ready', 'unknown', 'not-ready'] as const).flatMap((readiness) => {
    const own = names.filter(([, each]) => each === readiness).map(([name]) => name);
    if (own.length === 0) return [];
    const counts = readiness === 'ready' ? well : [...problems, ...warnings];
    const verdict = `${capital(readinessWords[readiness])} for ${own.join(', ')}${sudoText(report, ...own)}`;
    return [[`${verdict}: ${counts.join(', ')}`, readinessTones[readiness]] as const];
  });
  const beside = overall !== 'ready' && names.every(([, each]) => each === 'ready');
  const own: readonly [string, Tone] | undefined =
    names.length === 0 && overall === 'ready'
      ? [`Passed: ${passed} of ${findings.length}`, 'good']
      : beside || names.length === 0
        ? [`Required checks: ${problems.join(', ')}`, failed > 0 ? 'bad' : 'warn']
        : undefined;
  return [...lines, ...(own ? [own] : [])].flatMap(([text, tone]) =>
    headline(text, text.slice(0, text.indexOf(':')), {style, width}, tone),
  );
};
