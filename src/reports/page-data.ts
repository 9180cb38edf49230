import {type State, stateOf} from '../assess/headline.ts';
import type {Finding, HostReport, Report} from '../assess/report.ts';
import {standingOf} from '../assess/standing.ts';
import {groups} from '../checks/groups.ts';
import {showCommands} from '../remedies/show.ts';
import {markOf, plainStyle} from '../terminal/style.ts';

/**
 * What the HTML page holds: the report with everything that repeats said once, so that thousands of hosts stay a small file, also where
 * each has another number of free bytes.
 */
export interface PageData {
  readonly version: string;
  readonly exitCode: number;
  readonly checks: readonly CheckData[];
  /** Whether the evidence is each host's own. Of many hosts that found the same that of the first is kept. */
  readonly exact: boolean;
  /** Every different outcome of a check. */
  readonly outcomes: readonly (OutcomeData | OutcomeLike)[];
  /** For each check the index of its outcome; -1 where the hosts of the row have none. */
  readonly rows: readonly (readonly number[] | RowLike)[];
  /** What is to be said of hosts beside their names. */
  readonly kinds: readonly KindData[];
  readonly hosts: readonly (readonly [name: string, kind: number, row: number])[];
}

/** An outcome that says the same as an earlier one, in other words. */
interface OutcomeLike extends Pick<Finding, 'found' | 'evidence'> {
  readonly like: number;
}

/** A row of the same marks as an earlier one, but for the outcomes of these checks. */
interface RowLike {
  readonly like: number;
  readonly but: Readonly<Record<number, number>>;
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

interface KindData extends Pick<HostReport, 'reachable' | 'error' | 'groups' | 'os' | 'kernel'> {
  readonly state: State;
}

export const pageData = (report: Report): PageData => {
  const findings = report.hosts.flatMap((host) => host.findings);
  const checks = [...new Map(findings.map((finding) => [finding.id, checkData(finding)])).values()].toSorted(
    (a, b) => order.indexOf(a.group) - order.indexOf(b.group),
  );
  const exact = report.hosts.length <= 20;
  const outcomes = numbered<OutcomeData>();
  const indexOf = (finding: Finding | undefined): number => {
    if (!finding) return -1;
    const outcome = outcomeData(finding, report);
    const {evidence: _, ...rest} = outcome;
    return outcomes.indexOf(outcome, exact ? outcome : rest);
  };
  const rows = numbered<readonly number[]>();
  const kinds = numbered<KindData>();
  const hosts = report.hosts.map((host) => {
    const {host: name, findings: own, reachable, error, groups: of, os, kernel} = host;
    const byId = new Map(own.map((finding) => [finding.id, finding]));
    const row = rows.indexOf(checks.map(({id}) => indexOf(byId.get(id))));
    const state = stateOf(host, report.strict);
    const kind = {reachable, ...(error !== undefined && {error}), ...(of && {groups: of}), os, kernel, state};
    return [name, kinds.indexOf(kind), row] as const;
  });
  return {
    version: report.tool.version,
    exitCode: report.exitCode,
    checks,
    exact,
    outcomes: outcomesByLikeness(outcomes.all),
    rows: rowsByLikeness(rows.all, outcomes.all),
    kinds: kinds.all,
    hosts,
  };
};

/** A list that holds what is alike, by `key`, once. */
const numbered = <T>() => {
  const all: T[] = [];
  const known = new Map<string, number>();
  const indexOf = (value: T, key: unknown = value): number => {
    const text = JSON.stringify(key);
    const index = known.get(text) ?? all.push(value) - 1;
    known.set(text, index);
    return index;
  };
  return {all, indexOf};
};

const outcomesByLikeness = (outcomes: readonly OutcomeData[]): PageData['outcomes'] => {
  const first = numbered<number>();
  return outcomes.map((outcome, index) => {
    const {found, evidence, ...rest} = outcome;
    const like = first.all[first.indexOf(index, rest)] ?? index;
    return like === index ? outcome : {like, found, evidence};
  });
};

const rowsByLikeness = (rows: readonly (readonly number[])[], outcomes: readonly OutcomeData[]): PageData['rows'] => {
  const first = numbered<number>();
  return rows.map((row, index) => {
    const marks = row.map((cell) => `${outcomes[cell]?.mark} ${outcomes[cell]?.standing}`);
    const like = first.all[first.indexOf(index, marks)] ?? index;
    const base = rows[like] ?? row;
    const but = row.flatMap((cell, check) => (cell === base[check] ? [] : [[check, cell] as const]));
    return like === index ? row : {like, but: Object.fromEntries(but)};
  });
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
    mark: markOf(finding, plainStyle).mark,
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
