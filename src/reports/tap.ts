import type {Finding, HostReport, Report} from '../assess/report.ts';
import {type Standing, standingOf} from '../assess/standing.ts';
import {readinessWords} from '../assess/verdict.ts';
import {sudoText} from '../assess/with-sudo.ts';
import type {Format} from './format.ts';
import {judgedBy} from './judged-by.ts';

/**
 * TAP 13, which every consumer reads (Perl's prove of Debian 12 refuses 14): a test a check, its evidence as YAML below it.
 * A failure that does not count is a TODO, so that a harness is red exactly when the exit code is not 0.
 * https://testanything.org/tap-version-13-specification.html
 */
export const tap = (report: Report): string => {
  const {hosts, strict, exitCode, tool} = report;
  const points = hosts.flatMap((host) =>
    host.reachable ? host.findings.map((finding) => point(finding, host, {strict: strict ?? false})) : [lostHost(host)],
  );
  return [
    'TAP version 13',
    `1..${points.length}${points.length === 0 ? ' # SKIP no checks' : ''}`,
    ...points.map((render, index) => render(index + 1)),
    ...judgedBy(report).map((line) => `# ${plain(line)}`),
    ...hosts.flatMap(verdicts),
    `# ebpf ${tool.version}: exit code ${exitCode}`,
    '',
  ].join('\n');
};

/** Comments, which no harness counts. */
const verdicts = (host: HostReport): string[] =>
  Object.entries(host.profiles).map(
    ([name, readiness]) => `# ${word(host.host)}: ${name} is ${readinessWords[readiness]}${sudoText(host, name)}`,
  );

type Point = (number: number) => string;

const point = (finding: Finding, {host}: HostReport, report: {readonly strict: boolean}): Point => {
  const {id, title, found, verdict, severity, expected, evidence, remedy, ignored} = finding;
  const standing = standingOf(finding, report);
  const description = `${word(host)}: ${plain(`${id} ${title}: ${found}`)}`;
  const diagnostics = {
    verdict,
    severity,
    found,
    ...(expected && {expected}),
    ...(evidence.length > 0 && {evidence}),
    ...(remedy && {remedy: remedy.text}),
    ...(ignored && {ignored: ignored.reason}),
  };
  return (number) =>
    [
      `${isOk(standing) ? 'ok' : 'not ok'} ${number} - ${description}${directive(standing, finding)}`,
      ...(verdict === 'pass' ? [] : ['  ---', ...yaml(diagnostics), '  ...']),
    ].join('\n');
};

const isOk = (standing: Standing): boolean => standing === 'passed' || standing === 'skipped';

const directive = (standing: Standing, {severity, ignored, found}: Finding): string => {
  if (standing === 'skipped') return ` # SKIP ${plain(found)}`;
  if (standing !== 'noted') return '';
  return ` # TODO ${ignored ? `ignored: ${plain(ignored.reason)}` : severity}`;
};

const lostHost =
  ({host, error = 'could not be reached'}: HostReport): Point =>
  (number) =>
    [`not ok ${number} - ${word(host)}: reachable`, '  ---', ...yaml({verdict: 'unknown', found: error}), '  ...'].join(
      '\n',
    );

/** One line; an unescaped # would begin a directive. */
const plain = (text: string): string => text.replace(/\s+/g, ' ').replace(/[\\#]/g, '\\$&').trim();

const word = (text: string): string => plain(text).replaceAll(' ', '_');

/** JSON strings are YAML scalars. */
const yaml = (values: Readonly<Record<string, string | readonly string[]>>): string[] =>
  Object.entries(values).map(([key, value]) => `  ${key}: ${JSON.stringify(value)}`);

export default {
  readers: 'TAP 13 consumers such as `prove`',
  write: tap,
} satisfies Format;
