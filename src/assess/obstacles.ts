import {unnamed} from '../hosts/unnamed.ts';
import type {Finding, Report} from './report.ts';
import {standingOf} from './standing.ts';

/** Something that stands in the way of hosts, with the one thing that fixes it. */
export interface Obstacle {
  /** The first of its kind. */
  readonly finding: Finding;
  /** What the same remedy fixes, each said once: `clang: not installed (tool.clang)`. */
  readonly found: readonly string[];
  readonly hosts: readonly string[];
}

/** What decides and does not pass, by its remedy: most hosts first. What follows from something else is not told apart. */
export const obstaclesOf = (report: Report): readonly Obstacle[] => {
  const groups = new Map<string, {finding: Finding; found: Set<string>; hosts: Set<string>}>();
  for (const {host, findings} of report.hosts) {
    const ids = new Set(findings.map(({id}) => id));
    for (const finding of findings) {
      const standing = standingOf(finding, report);
      if (standing !== 'failed' && standing !== 'unknown') continue;
      if (finding.because !== undefined && ids.has(finding.because)) continue;
      const {remedy, id, title, found} = finding;
      // The same commands are one remedy, whatever the words before them.
      const fix = remedy && (remedy.commands.length > 0 ? remedy.commands : remedy.text);
      const key = JSON.stringify(fix ? [standing, fix] : [standing, id, found]);
      const group = groups.get(key) ?? {finding, found: new Set(), hosts: new Set()};
      group.found.add(`${title}: ${found} (${id})`);
      group.hosts.add(host);
      groups.set(key, group);
    }
  }
  return [...groups.values()]
    .map(({finding, found, hosts}) => ({finding, found: [...found], hosts: [...hosts]}))
    .toSorted((a, b) => b.hosts.length - a.hosts.length);
};

/** Hosts that could not be looked at, by the reason. */
export const lostHosts = ({hosts}: Report): readonly {readonly error: string; readonly hosts: readonly string[]}[] => {
  const lost = new Map<string, string[]>();
  for (const {host, reachable, error = 'could not be reached'} of hosts) {
    if (reachable) continue;
    const reason = unnamed(error, host);
    const names = lost.get(reason) ?? [];
    names.push(host);
    lost.set(reason, names);
  }
  return [...lost].map(([error, names]) => ({error, hosts: names})).toSorted((a, b) => b.hosts.length - a.hosts.length);
};
