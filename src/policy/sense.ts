import {minVersion, validRange} from 'semver';
import {catalogue} from '../checks/catalogue.ts';
import {suggest} from '../hosts/suggest.ts';
import {profiles} from '../profiles/catalogue.ts';
import {loaders} from '../programs/loader.ts';
import type {Demands, PolicyDocument} from './document.ts';
import type {Places, Way} from './places.ts';
import {subjects} from './versions.ts';

/** What the schema can't know: ids and profiles that don't exist, ranges that nothing satisfies, what has expired. */
export const senseMistakes = (
  policy: PolicyDocument,
  places: Places,
  {today, programs}: {readonly today: string; readonly programs: readonly string[]},
): readonly string[] => {
  const known = [...checkIds, ...programs];
  const unknownCheck = (id: string | undefined, place: string) => unknownName('check', id, known, place);
  return scopes(policy).flatMap(([way, {profiles: names = [], loader, require = {}, ignore = []}]) => [
    ...names.flatMap((name, index) =>
      unknownName('profile', name, profileNames, places.of([...way, 'profiles', index])),
    ),
    ...unknownName('loader', loader, loaders, places.of([...way, 'loader'])),
    ...(require.checks ?? []).flatMap((id, index) => {
      const place = places.of([...way, 'require', 'checks', index]);
      // What one place requires and another ignores is an exception; in one place it is a demand without effect.
      const both = ignore.some(({check}) => check === id);
      return [
        ...unknownCheck(id, place),
        ...(both ? [`${place}: ${id} is required and ignored: leave out one of the two.`] : []),
      ];
    }),
    ...subjects.flatMap((subject) => {
      const range = require[subject];
      return range === undefined ? [] : rangeMistake(range, places.of([...way, 'require', subject]));
    }),
    ...ignore.flatMap(({check, until}, index) => [
      ...unknownCheck(check, places.of([...way, 'ignore', index, 'check'])),
      ...(until === undefined ? [] : expiry(check, until, today, places.of([...way, 'ignore', index, 'until']))),
    ]),
  ]);
};

/** Every part of the policy that demands something, with the way to it. */
export const scopes = ({groups = {}, hosts = {}, ...all}: PolicyDocument): readonly (readonly [Way, Demands])[] => [
  [[], all],
  ...Object.entries(groups).map(([name, demands]): [Way, Demands] => [['groups', name], demands]),
  ...Object.entries(hosts).map(([name, demands]): [Way, Demands] => [['hosts', name], demands]),
];

const profileNames = profiles.map(({name}) => name);
const checkIds = catalogue.map(({id}) => id);

/** So many names are told, where none of them is near. */
const few = 5;

/** Without a name, as where a policy has other mistakes, too, there is nothing to say. */
const unknownName = (kind: string, name: string | undefined, known: readonly string[], place: string): string[] => {
  if (name === undefined || known.includes(name)) return [];
  const near = suggest(name, known);
  const meant = near ? ` Did you mean ${near}?` : known.length <= few ? ` There are ${known.join(', ')}.` : '';
  return [`${place}: There is no ${kind} "${name}".${meant}`];
};

const rangeMistake = (range: string, place: string): string[] => {
  if (range.trim() === '' || validRange(range) === null)
    return [`${place}: "${range}" is not a range of versions: write it as >=5.15, ^6.1 or 5.15 - 6.8.`];
  return minVersion(range) === null ? [`${place}: No version can be in "${range}".`] : [];
};

const expiry = (check: string | undefined, until: unknown, today: string, place: string): string[] => {
  if (typeof until !== 'string') return [`${place}: "until" must be a date such as 2027-01-31.`];
  const date = new Date(`${until}T00:00:00Z`);
  if (Number.isNaN(date.valueOf()) || !date.toISOString().startsWith(until))
    return [`${place}: There is no day ${until}.`];
  return until < today
    ? [`${place}: ${check ?? 'It'} was ignored until ${until}: look again, then remove the entry or give it a new day.`]
    : [];
};
