import {countStates, headline, type State, stateOf, states} from '../assess/headline.ts';
import {lostHosts, type Obstacle, obstaclesOf} from '../assess/obstacles.ts';
import type {Change, HostReport, Report, Since} from '../assess/report.ts';
import {isInTheWay, standingOf} from '../assess/standing.ts';
import {readinessWords} from '../assess/verdict.ts';
import {sudoText} from '../assess/with-sudo.ts';
import {counted, listed} from '../hosts/in-words.ts';
import type {Readiness} from '../profiles/profile.ts';
import {showCommands} from '../remedies/show.ts';
import {markOf, plainStyle} from '../terminal/style.ts';
import {judgedBy} from './judged-by.ts';
import {escapeXml} from './xml.ts';

/**
 * What the page says without its script, which Jenkins and others do not let run: the headline, what stands in the way, and the hosts,
 * worst first, equal ones together. Words of hosts are escaped; the script never reads this part.
 */
export const staticParts = (report: Report): Readonly<Record<string, string>> => ({
  title: text(headline(report)),
  headline: `<h1>${text(headline(report))}</h1>`,
  summary: summary(report).map(text).join(' · '),
  profiles: `${profiles(report)}${objects(report)}`,
  problems: problems(report),
  changes: report.since ? changes(report.since) : '',
  hosts: report.hosts.length <= few ? list(report) : fleet(report),
});

/** Words of a host as they are, and none of them a line of its own, or a command to who prints the page into a log. */
const text = (words: string): string =>
  escapeXml(words)
    .replace(/#(?=#)/g, '&#35;')
    .replaceAll('\n', '&#10;');

/** Hosts that are shown with what was found; more are rows of marks. */
const few = 3;

/** Of what may be many: rows, causes, names. What is beyond is counted. */
const most = {rows: 200, causes: 10, folded: 100, names: 6, checks: 8};

const summary = (report: Report): string[] => {
  const {hosts, exitCode, tool} = report;
  const latest = hosts
    .flatMap(({time}) => (time === undefined ? [] : [time]))
    .toSorted()
    .at(-1);
  return [
    ...(hosts.length > 1 ? countStates(report).map(([state, count]) => `${count} ${state}`) : []),
    ...(latest === undefined ? [] : [latest]),
    `exit code ${exitCode}`,
    ...judgedBy(report),
    `ebpf ${tool.version}`,
  ];
};

const tones = {ready: 'passed', 'not-ready': 'failed', unknown: 'unknown'} as const;

const profiles = ({hosts}: Report): string =>
  [...new Set(hosts.flatMap((host) => Object.keys(host.profiles)))]
    .map((name) => {
      const counts = (['not-ready', 'unknown', 'ready'] as const).flatMap((state) => {
        const own = hosts.filter((host) => host.profiles[name] === state);
        const [only] = own;
        if (!only) return [];
        const word = readinessWords[state];
        const told = hosts.length === 1 ? `${word}${sudoText(only, name)}` : `${own.length} ${word}`;
        return [`<span class="${tones[state]}">${told}</span>`];
      });
      return `<div class="profile"><strong>${text(name)}</strong> ${counts.join(' ')}</div>`;
    })
    .join('');

/** Compiled programs by hosts, where there are several hosts. */
const objects = ({hosts}: Report): string => {
  const names = [...new Set(hosts.flatMap((host) => Object.keys(host.objects ?? {})))];
  if (names.length === 0 || hosts.length === 1) return '';
  const cell = (state: Readiness | undefined): string =>
    state ? `<td class="${tones[state]}">${readinessWords[state]}</td>` : '<td class="none">·</td>';
  const rows = hosts
    .slice(0, most.rows)
    .map((host) => `<tr><th>${text(host.host)}</th>${names.map((name) => cell(host.profiles[name])).join('')}</tr>`);
  const heads = names.map((name) => `<th>${text(name)}</th>`).join('');
  return `<table class="objects"><thead><tr><th>Host</th>${heads}</tr></thead><tbody>${rows.join('')}</tbody></table>`;
};

const problems = (report: Report): string => {
  const obstacles = obstaclesOf(report);
  const items = [
    ...obstacles.map((obstacle) => problem(obstacle, report.hosts.length > 1)),
    ...lostHosts(report).map(
      ({error, hosts}) =>
        `<li><p><b class="unknown">?</b> <strong>Not reached</strong></p>${named(hosts)}<pre>${text(error)}</pre></li>`,
    ),
  ];
  if (items.length === 0) return '';
  const folded = items.slice(most.causes, most.folded);
  const left = items.length > most.folded ? `<p>and ${items.length - most.folded} more</p>` : '';
  const more =
    folded.length > 0
      ? `<details><summary>and ${items.length - most.causes} more</summary><ol start="${most.causes + 1}">${folded.join('')}</ol>${left}</details>`
      : '';
  return `<h2>What stands in the way</h2><ol>${items.slice(0, most.causes).join('')}</ol>${more}`;
};

const problem = ({finding, found, hosts}: Obstacle, several: boolean): string => {
  const {verdict, title, remedy} = finding;
  const mark = `<b class="${verdict === 'fail' ? 'failed' : 'unknown'}">${markIn(finding)}</b>`;
  const shown = found.slice(0, most.checks).map((each) => `<p class="found">${text(each)}</p>`);
  return [
    `<li><p>${mark} <strong>${text(remedy?.text ?? title)}</strong></p>`,
    ...shown,
    found.length > most.checks ? `<p class="found">and ${found.length - most.checks} more</p>` : '',
    several ? named(hosts) : '',
    ...(remedy ? showCommands(remedy) : []).map((command) => `<div class="command"><pre>${text(command)}</pre></div>`),
    '</li>',
  ].join('');
};

/** What changed, with what was said before; hosts that changed alike share a table. */
const changes = ({file, compared, differing, onlyNow, onlyBefore}: Since): string => {
  const count = differing.reduce((sum, {hosts}) => sum + hosts.length, 0);
  const cell = (side: Change['now']): string =>
    side
      ? `<td class="${standingOf(side)}"><b>${markIn(side)}</b> ${text(side.found)}</td>`
      : '<td class="none">not looked at</td>';
  const tables = differing.slice(0, most.causes).map(({hosts, changes: rows}) => {
    const lines = rows.map(({id, title, now, before}) => {
      const head = `<th scope="row">${text(title)}<small>${text(id)}</small></th>`;
      return `<tr>${head}${cell(before)}${cell(now)}</tr>`;
    });
    const heads = ['Check', 'Saved', 'Now'].map((each) => `<th scope="col">${each}</th>`).join('');
    return `${named(hosts)}<table class="by-check"><thead><tr>${heads}</tr></thead><tbody>${lines.join('')}</tbody></table>`;
  });
  const more = differing.length - tables.length;
  return [
    `<h2>What changed since ${text(file)}</h2><p>${count} of ${compared} hosts ${count === 1 ? 'differs' : 'differ'}.</p>`,
    ...tables,
    more > 0 ? `<p>and ${more} more differences</p>` : '',
    onlyNow.length > 0 ? `<p>Nothing was saved of these:</p>${named(onlyNow)}` : '',
    onlyBefore.length > 0 ? `<p>Saved, and not looked at now:</p>${named(onlyBefore)}` : '',
  ].join('');
};

const markIn = (finding: Parameters<typeof markOf>[0]): string => text(markOf(finding, plainStyle).mark);

const named = (hosts: readonly string[]): string =>
  `<p class="hosts">${counted(hosts.length, 'host')}: ${text(listed(hosts, most.names))}</p>`;

/** Every check of few hosts, with what was found. */
const list = ({hosts, ...report}: Report): string => {
  const checks = new Map(hosts.flatMap(({findings}) => findings).map(({id, title}) => [id, title]));
  const cell = (host: HostReport, id: string): string => {
    if (!host.reachable) return '<td class="lost">not reached</td>';
    const finding = host.findings.find((each) => each.id === id);
    if (!finding) return '<td class="none">·</td>';
    const {found} = finding;
    return `<td class="${standingOf(finding, report)}"><b>${markIn(finding)}</b> ${text(found)}</td>`;
  };
  const rows = [...checks].map(
    ([id, title]) =>
      `<tr><th scope="row">${text(title)}<small>${text(id)}</small></th>${hosts.map((host) => cell(host, id)).join('')}</tr>`,
  );
  const heads = hosts.map(({host}) => `<th scope="col">${text(host)}</th>`).join('');
  return `<table class="by-check"><thead><tr><th>Check</th>${heads}</tr></thead><tbody>${rows.join('')}</tbody></table>`;
};

interface Row {
  readonly state: State;
  readonly obstacles: string;
  readonly hosts: string[];
}

/** Many hosts: those of which the same is to be said share a row. */
const fleet = (report: Report): string => {
  const rows = new Map<string, Row>();
  for (const host of report.hosts) {
    const state = stateOf(host, report.strict);
    const failing = host.findings.filter((finding) => isInTheWay(finding, report));
    const obstacles = listed(
      failing.map(({id}) => id),
      most.checks,
    );
    const key = JSON.stringify([state, failing.map(({id, verdict}) => [id, verdict])]);
    const row = rows.get(key) ?? {state, obstacles, hosts: []};
    row.hosts.push(host.host);
    rows.set(key, row);
  }
  const sorted = [...rows.values()].toSorted(
    (a, b) => states.indexOf(a.state) - states.indexOf(b.state) || b.hosts.length - a.hosts.length,
  );
  const lines = sorted
    .slice(0, most.rows)
    .map(
      ({state, obstacles, hosts}) =>
        `<tr><td>${named(hosts)}</td><td class="${classOf(state)}">${state}</td><td>${text(obstacles)}</td></tr>`,
    );
  const more = sorted.length > most.rows ? `<p>and ${sorted.length - most.rows} more rows</p>` : '';
  return `<table><thead><tr><th>Hosts</th><th>Readiness</th><th>Checks in the way</th></tr></thead><tbody>${lines.join('')}</tbody></table>${more}`;
};

const classOf = (state: State): string =>
  state === 'ready'
    ? 'passed'
    : state === 'not ready'
      ? 'failed'
      : state === 'recommended checks fail'
        ? 'noted'
        : 'unknown';
