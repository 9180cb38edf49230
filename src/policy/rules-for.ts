import type {Demands} from './document.ts';
import type {HostRules} from './followed.ts';
import {matchesHost} from './matches-host.ts';
import type {Way} from './places.ts';
import type {Policy} from './policy.ts';
import {scopes} from './sense.ts';
import {subjects, versionCheck} from './versions.ts';

/** What the policy says of a host: what it says of all, of the host's groups and of the host, together. */
export const rulesFor = ({document, places}: Policy, host: string): HostRules => {
  const groups = Object.entries(document.groups ?? {})
    .filter(([, {hosts}]) => hosts.some((pattern) => matchesHost(pattern, host)))
    .map(([name]) => name);
  const applies = ([kind, name]: Way): boolean =>
    kind === undefined || (kind === 'groups' ? groups.includes(String(name)) : matchesHost(String(name), host));
  const own = scopes(document).filter(([way]) => applies(way));
  const collect = <T>(from: (demands: Demands, way: Way) => readonly T[]): T[] =>
    own.flatMap(([way, demands]) => from(demands, way));
  const profiles = collect(({profiles: names = []}, way) =>
    names.map((name, index): [string, string] => [name, places.of([...way, 'profiles', index])]),
  );
  return {
    groups,
    profiles: [...new Set(profiles.map(([name]) => name))],
    // The first place that asks for it is the one to name.
    profileOrigins: Object.fromEntries(profiles.toReversed()),
    required: collect(({require}, way) =>
      (require?.checks ?? []).map((check, index) => ({
        check,
        origin: places.of([...way, 'require', 'checks', index]),
      })),
    ),
    ignored: collect(({ignore = []}, way) =>
      ignore.map((entry, index) => ({...entry, origin: places.of([...way, 'ignore', index])})),
    ),
    checks: subjects.flatMap((subject) => {
      const ranges = collect(({require}, way) => {
        const range = require?.[subject];
        return range === undefined ? [] : [{range, origin: places.of([...way, 'require', subject])}];
      });
      return ranges.length > 0 ? [versionCheck(subject, ranges)] : [];
    }),
  };
};
