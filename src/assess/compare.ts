import {exitCodes, Failure} from '../hosts/failure.ts';
import type {Finding, HostReport} from './report.ts';

/** One host, and what was saved of it. */
export interface Pair {
  readonly here: HostReport;
  readonly there: HostReport;
}

/** Hosts side by side. */
export interface Compared {
  readonly pairs: readonly Pair[];
  /** Hosts of which nothing was saved. */
  readonly onlyHere: readonly string[];
  /** Hosts of which something was saved, and that were not looked at. */
  readonly onlyThere: readonly string[];
}

/** What two hosts differ in: "works there, not here". Undefined where one of them was not looked at for it. */
export interface Difference {
  readonly title: string;
  readonly here?: Finding | undefined;
  readonly there?: Finding | undefined;
}

/** Pairs hosts by name; one host and one that was saved are a pair, whatever they are called. @throws Failure where there is no pair. */
export const pairHosts = (here: readonly HostReport[], there: readonly HostReport[], saved: string): Compared => {
  const [one, other] = [here[0], there[0]];
  if (one && other && here.length + there.length === 2)
    return {pairs: [{here: one, there: other}], onlyHere: [], onlyThere: []};
  const byName = new Map(there.map((host) => [host.host, host]));
  const pairs = here.flatMap((host): Pair[] => {
    const match = byName.get(host.host);
    return match ? [{here: host, there: match}] : [];
  });
  if (pairs.length === 0) throw noPair(here, there, saved);
  const paired = new Set(pairs.map((pair) => pair.here.host));
  const others = (hosts: readonly HostReport[]) => hosts.map(({host}) => host).filter((name) => !paired.has(name));
  return {pairs, onlyHere: others(here), onlyThere: others(there)};
};

/** Findings whose verdicts differ first, then those with the same verdict on different grounds; what both have alike is left out. */
export const differencesOf = ({here, there}: Pair): readonly Difference[] => {
  const mine = new Map(here.findings.map((finding) => [finding.id, finding]));
  const others = new Map(there.findings.map((finding) => [finding.id, finding]));
  return [...new Map([...mine, ...others])]
    .map(([id, {title}]): Difference => ({title, here: mine.get(id), there: others.get(id)}))
    .filter((each) => each.here?.verdict !== each.there?.verdict || each.here?.found !== each.there?.found)
    .toSorted((a, b) => weight(a) - weight(b));
};

const weight = ({here, there}: Difference): number => {
  if (!here || !there) return 4;
  return here.verdict === there.verdict ? 3 : ['required', 'recommended', 'info'].indexOf(here.severity);
};

const noPair = (here: readonly HostReport[], there: readonly HostReport[], saved: string): Failure =>
  new Failure({
    what: `${saved} has none of the hosts that were looked at: there is nothing to compare.`,
    why: `For example ${there[0]?.host} there, ${here[0]?.host} here.`,
    todo: 'Hosts are compared by their names; those of saved facts are the names of the files.',
    exitCode: exitCodes.usage,
  });
