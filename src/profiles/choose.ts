import {noSuch} from '../hosts/no-such.ts';
import {profiles} from './catalogue.ts';
import type {Profile} from './profile.ts';

/**
 * The profiles of the given names, in the catalogue's order; the first profile when none is named.
 * @throws Failure for a name that there is not, with what was probably meant.
 */
export const chooseProfiles = (names: readonly string[]): readonly Profile[] => {
  const known = profiles.map(({name}) => name);
  const wrong = names.find((name) => !known.includes(name));
  if (wrong !== undefined) throw noSuch('profile', wrong, {known, more: `Profiles: ${known.join(', ')}.`}, '--for');
  return names.length === 0 ? profiles.slice(0, 1) : profiles.filter(({name}) => names.includes(name));
};
