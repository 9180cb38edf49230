import {type State, stateOf} from '../assess/headline.ts';
import type {Finding, HostReport, Report} from '../assess/report.ts';
import {standingOf} from '../assess/standing.ts';
import {groups} from '../checks/catalogue.ts';
import {showCommands} from '../remedies/show.ts';
import {markOf} from '../terminal/style.ts';

/** What the HTML page holds: the report with everything that repeats said once, so that hundreds of hosts stay a small file. */
export interface PageData {
  readonly version: string;
  readonly exitCode: number;
  readonly checks: readonly CheckData[];
  /** Every different outcome of a check. */
  readonly outcomes: readonly OutcomeData[];
  /** For each check the index of its outcome; -1 where the hosts of the row have none. */
  readonly rows: readonly (readonly number[])[];
  readonly hosts: readonly HostData[];
}

interface CheckData extends Pick<Finding, 'id' | 'title' | 'why' | 'docs'> {
  /** The group's title. */
  readonly group: string;
}

interface OutcomeData
  extends Pick<
    Finding,
    | 'verdict'
    | 'severity'
    | 'found'
    | 'expected'
    | 'source'
    | 'evidence'
    | 'origin'
    | 'ignored'
    | 'because'
    | 'cause'
    | 'damage'
  > {
  readonly standing: string;
  readonly mark: string;
  readonly remedy?: {readonly text: string; readonly commands: readonly string[]; readonly needsReboot: boolean};
}

interface HostData extends Omit<HostReport, 'findings' | 'profiles'> {
  readonly state: State;
  /** Index of its row. */
  readonly row: number;
}

export const pageData = (report: Report): PageData => {
  const findings = report.hosts.flatMap((host) => host.findings);
  const checks = [...new Map(findings.map((finding) => [finding.id, checkData(finding)])).values()].toSorted(
    (a, b) => order.indexOf(a.group) - order.indexOf(b.group),
  );
  // Evidence differs from host to host: of many hosts the page keeps one of a kind.
  const exact = report.hosts.length <= 20;
  const outcomes = new Map<string, {readonly index: number; readonly outcome: OutcomeData}>();
  const indexOf = (finding: Finding | undefined): number => {
    if (!finding) return -1;
    const outcome = outcomeData(finding, report);
    const {evidence: _, ...rest} = outcome;
    const key = JSON.stringify(exact ? outcome : rest);
    const known = outcomes.get(key) ?? {index: outcomes.size, outcome};
    outcomes.set(key, known);
    return known.index;
  };
  const rows = new Map<string, {readonly index: number; readonly cells: readonly number[]}>();
  const hosts = report.hosts.map(({findings: own, profiles, ...host}): HostData => {
    const byId = new Map(own.map((finding) => [finding.id, finding]));
    const cells = checks.map(({id}) => indexOf(byId.get(id)));
    const key = cells.join(' ');
    const row = rows.get(key) ?? {index: rows.size, cells};
    rows.set(key, row);
    return {...host, state: stateOf({...host, profiles, findings: own}, report.strict), row: row.index};
  });
  return {
    version: report.tool.version,
    exitCode: report.exitCode,
    checks,
    outcomes: [...outcomes.values()].map(({outcome}) => outcome),
    rows: [...rows.values()].map(({cells}) => cells),
    hosts,
  };
};

const order = Object.values(groups);

const checkData = ({id, title, group, why, docs}: Finding): CheckData => ({
  id,
  title,
  group: groups[group] ?? group,
  why,
  docs,
});

const outcomeData = (finding: Finding, report: Report): OutcomeData => {
  const {verdict, severity, found, expected, source, evidence, origin, ignored, because, cause, remedy, damage} =
    finding;
  return {
    verdict,
    severity,
    standing: standingOf(finding, report),
    mark: markOf(finding, {colour: false, unicode: true}).mark,
    found,
    expected,
    source,
    evidence,
    ...(origin && {origin}),
    ...(ignored && {ignored}),
    ...(because && {because}),
    ...(damage && {damage}),
    ...(cause && {cause}),
    ...(remedy && {
      remedy: {
        text: remedy.text,
        commands: showCommands(remedy),
        needsReboot: remedy.needsReboot,
      },
    }),
  };
};
