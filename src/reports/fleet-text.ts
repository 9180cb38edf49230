import type {Finding, HostReport, Report} from '../assess/report.ts';
import {isInTheWay} from '../assess/standing.ts';
import {readinessWords, verdictOf} from '../assess/verdict.ts';
import {sudoText} from '../assess/with-sudo.ts';
import {compareVersions, parseVersion} from '../facts/version.ts';
import {listed} from '../hosts/in-words.ts';
import {showCommand} from '../remedies/show.ts';
import {paint, readinessTones, type Screen, type Style, type Tone} from '../terminal/style.ts';
import {cells, wrap} from '../terminal/wrap.ts';
import {fleetRows} from './fleet-rows.ts';
import {detailsOf, isProblem, type WayOut} from './way-out.ts';
import {pageOf, waysText} from './ways-text.ts';

/** Hosts that are named. */
const most = 6;

/** Many hosts as a person reads them: a table hosts by profiles, then what stands in the way, said once for all hosts it concerns. */
export const fleetText = ({hosts}: Report, style: Style): string => {
  const beside = [...obstacles(hosts, style), ...unreachable(hosts, style), ...oldestKernels(hosts)];
  const {screen} = style;
  if (!screen) return [table(hosts, style), ...beside, '', fleetSummary(hosts, style)].join('\n');
  const page = pageOf(style, screen.columns);
  return [
    // A table may be wider than text.
    ...fleetRows(hosts, {...page, width: screen.columns}),
    ...beside.flatMap((line) => indented(line, page.width)),
    '',
    ...wrap(fleetSummary(hosts, style), page.width),
    '',
    ...waysText(fleetWays(hosts, screen), page),
  ]
    .join('\n')
    .trimEnd();
};

/** A line that may be indented, in lines that fit. */
const indented = (line: string, width: number): readonly string[] => {
  const indent = ' '.repeat(line.length - line.trimStart().length);
  return cells(line) <= width ? [line] : wrap(line.trim(), width - indent.length).map((row) => `${indent}${row}`);
};

/** What to do next with so many hosts. */
const fleetWays = (hosts: readonly HostReport[], {saved = false, asked = []}: Screen): readonly WayOut[] => {
  if (saved) return [];
  const verdicts = hosts.map(verdictOf);
  const fixed = hosts.some(({findings}) => findings.some((finding) => isProblem(finding) && finding.remedy));
  const worst = hosts[verdicts.findIndex((verdict) => verdict === 'not ready' || verdict === 'unknown')];
  return [
    ...(fixed
      ? [
          {
            label: 'Fix all',
            commands: [showCommand(['ebpf', 'setup', ...asked, '--dry-run'])],
            purpose: 'what it would do to each; --yes does it',
          },
        ]
      : []),
    ...(verdicts.every((verdict) => verdict === 'ready')
      ? [
          {
            label: 'Verify',
            commands: [showCommand(['ebpf', 'hello', ...asked, '--build', 'local'])],
            purpose: 'trace on each, nothing is installed there',
          },
        ]
      : []),
    ...(worst ? [detailsOf(worst)] : []),
  ];
};

const readinessOf = (host: HostReport, name: string): readonly [string, Tone] => {
  const readiness = host.profiles[name] ?? 'unknown';
  return [`${readinessWords[readiness]}${sudoText(host, name)}`, readinessTones[readiness]];
};

const table = (hosts: readonly HostReport[], style: Style): string => {
  const profiles = [...new Set(hosts.flatMap((host) => Object.keys(host.profiles)))];
  const rows = hosts.map((host): readonly (readonly [string, Tone?])[] => [
    [host.host],
    [host.os],
    [host.kernel],
    ...profiles.map((name) => (host.reachable ? readinessOf(host, name) : (['unreachable', 'bad'] as const))),
  ]);
  const heads = ['host', 'os', 'kernel', ...profiles];
  const widths = heads.map((head, column) =>
    Math.max(head.length, ...rows.map((row) => Math.min(row[column]?.[0].length ?? 0, 40))),
  );
  const cell = (text: string, column: number) => text.slice(0, 40).padEnd(widths[column] ?? 0);
  return [
    paint(heads.map(cell).join('  ').trimEnd(), 'muted', style),
    ...rows.map((row) =>
      row
        .map(([text, tone], column) => (tone ? paint(cell(text, column), tone, style) : cell(text, column)))
        .join('  ')
        .trimEnd(),
    ),
  ].join('\n');
};

/** Required checks that do not pass, by check, with the hosts that share what was found. */
const obstacles = (hosts: readonly HostReport[], style: Style): string[] => {
  const groups = new Map<string, {finding: Finding; names: string[]}>();
  for (const {host, findings} of hosts) {
    for (const finding of findings) {
      if (!isInTheWay(finding)) continue;
      const key = JSON.stringify([finding.id, finding.verdict, finding.found]);
      const group = groups.get(key) ?? {finding, names: []};
      group.names.push(host);
      groups.set(key, group);
    }
  }
  return [...groups.values()]
    .sort((a, b) => b.names.length - a.names.length)
    .flatMap(({finding: {title, verdict, found, id, remedy}, names}) => [
      '',
      `${paint(title, verdict === 'fail' ? 'bad' : 'warn', style)}: ${found} (${id})`,
      `  on ${listed(names, most)}`,
      ...(remedy ? [`  ${remedy.text}`] : []),
    ]);
};

const unreachable = (hosts: readonly HostReport[], style: Style): string[] =>
  hosts
    .filter(({reachable}) => !reachable)
    .flatMap(({host, error = ''}) => ['', paint(host, 'bad', style), ...error.split('\n').map((line) => `  ${line}`)]);

/** For each program, the oldest of the kernels judged that is ready for it: nothing is said of kernels that were not. */
const oldestKernels = (hosts: readonly HostReport[]): string[] =>
  [...new Set(hosts.flatMap(({objects = {}}) => Object.keys(objects)))].flatMap((object) => {
    const [oldest] = hosts
      .filter(({profiles, kernel}) => profiles[object] === 'ready' && parseVersion(kernel))
      .toSorted((one, other) => compareVersions(parseVersion(one.kernel) ?? [], parseVersion(other.kernel) ?? []));
    return oldest
      ? ['', `${object}: oldest of the kernels judged that is ready: ${oldest.kernel} (${oldest.host})`]
      : [];
  });

const tones = {ready: 'good', 'not ready': 'bad', unknown: 'warn', 'not reached': 'warn'} as const;

/** `3 hosts: 2 ready, 1 not reached`. */
export const fleetSummary = (hosts: readonly HostReport[], style: Style): string => {
  const verdicts = hosts.map(verdictOf);
  const counts = Object.entries(tones).flatMap(([verdict, tone]) => {
    const count = verdicts.filter((each) => each === verdict).length;
    return count > 0 ? [paint(`${count} ${verdict}`, tone, style)] : [];
  });
  return `${hosts.length} hosts: ${counts.join(', ')}`;
};
