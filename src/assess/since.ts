import {type Compared, differencesOf, type Pair} from './compare.ts';
import type {Change, Finding, HostReport, Since} from './report.ts';

/** What differs from what was saved, for a report to tell: hosts that differ alike together, most hosts first. */
export const sinceOf = ({pairs, onlyHere, onlyThere}: Compared, file: string): Since => {
  const groups = new Map<string, {readonly hosts: string[]; readonly changes: readonly Change[]}>();
  for (const pair of pairs) {
    const changes = changesOf(pair);
    if (changes.length === 0) continue;
    const key = JSON.stringify(changes);
    const group = groups.get(key) ?? {hosts: [], changes};
    groups.set(key, group);
    group.hosts.push(pair.here.host);
  }
  const differing = [...groups.values()].toSorted((a, b) => b.hosts.length - a.hosts.length);
  return {file, compared: pairs.length, differing, onlyNow: onlyHere, onlyBefore: onlyThere};
};

const changesOf = ({here, there}: Pair): readonly Change[] =>
  here.reachable && there.reachable
    ? differencesOf({here, there}).map((each) => ({
        id: each.here?.id ?? each.there?.id ?? '',
        title: each.title,
        ...(each.there && {before: told(each.there)}),
        ...(each.here && {now: told(each.here)}),
      }))
    : here.reachable === there.reachable
      ? []
      : [{id: 'reachable', title: 'Reachable', before: reach(there), now: reach(here)}];

const told = ({verdict, severity, found}: Finding) => ({verdict, severity, found});

const reach = ({reachable}: HostReport) => ({
  verdict: reachable ? ('pass' as const) : ('unknown' as const),
  severity: 'required' as const,
  found: reachable ? 'reached' : 'not reached',
});
