import {exitCodes, Failure} from '../hosts/failure.ts';
import {profiles} from './catalogue.ts';
import type {Profile} from './profile.ts';

/** The profiles of the given names, in the catalogue's order; the first profile when none is named. */
export const chooseProfiles = (names: readonly string[]): readonly Profile[] => {
  const unknown = names.find((name) => !profiles.some((profile) => profile.name === name));
  if (unknown !== undefined) {
    throw new Failure({
      what: `There is no profile "${unknown}".`,
      todo: `Profiles: ${profiles.map(({name}) => name).join(', ')}.`,
      exitCode: exitCodes.usage,
    });
  }
  return names.length === 0 ? profiles.slice(0, 1) : profiles.filter(({name}) => names.includes(name));
};
