import type {Demands} from './document.ts';
import type {HostRules} from './followed.ts';
import {matchesHost} from './matches-host.ts';
import type {Places, Way} from './places.ts';
import type {Layer, Policy} from './policy.ts';
import {programKey} from './programs.ts';
import {scopes} from './sense.ts';
import {subjects, versionCheck} from './versions.ts';

/** What the policy says of a host: what it and all that it extends say of all hosts, of the host's groups and of the host, together. */
export const rulesFor = ({layers}: Policy, host: string): HostRules => {
  const own = layers.map((layer) => scopesOf(layer, host));
  const groups = own.flatMap((each) => each.groups);
  const collect = <T>(from: (demands: Demands, way: Way, places: Places) => readonly T[]): T[] =>
    own.flatMap(({places, applying}) => applying.flatMap(([way, demands]) => from(demands, way, places)));
  const profiles = collect(({profiles: names = []}, way, places) =>
    names.map((name, index): [string, string] => [name, places.of([...way, 'profiles', index])]),
  );
  const wanted = own.flatMap(({places, programs, applying}) =>
    applying.flatMap(([way, {programs: files = [], loader}]) =>
      files.flatMap((file, index) =>
        (programs.get(programKey(file, loader)) ?? []).map((object) => ({
          object,
          origin: places.of([...way, 'programs', index]),
        })),
      ),
    ),
  );
  return {
    groups: [...new Set(groups)],
    profiles: [...new Set(profiles.map(([name]) => name))],
    programs: [...new Set(wanted.map(({object}) => object))],
    // The first place that asks for it is the one to name.
    profileOrigins: Object.fromEntries(
      [...profiles, ...wanted.map(({object, origin}) => [object.name, origin])].toReversed(),
    ),
    required: collect(({require}, way, places) =>
      (require?.checks ?? []).map((check, index) => ({
        check,
        origin: places.of([...way, 'require', 'checks', index]),
      })),
    ),
    ignored: collect(({ignore = []}, way, places) =>
      ignore.map((entry, index) => ({...entry, origin: places.of([...way, 'ignore', index])})),
    ),
    checks: subjects.flatMap((subject) => {
      const ranges = collect(({require}, way, places) => {
        const range = require?.[subject];
        return range === undefined ? [] : [{range, origin: places.of([...way, 'require', subject])}];
      });
      return ranges.length > 0 ? [versionCheck(subject, ranges)] : [];
    }),
  };
};

/** What of one file applies to a host. */
const scopesOf = ({document, places, programs}: Layer, host: string) => {
  const groups = Object.entries(document.groups ?? {})
    .filter(([, {hosts}]) => hosts.some((pattern) => matchesHost(pattern, host)))
    .map(([name]) => name);
  const applies = ([kind, name]: Way): boolean =>
    kind === undefined || (kind === 'groups' ? groups.includes(String(name)) : matchesHost(String(name), host));
  return {groups, places, programs, applying: scopes(document).filter(([way]) => applies(way))};
};
