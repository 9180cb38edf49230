import {exitCodes, Failure} from './failure.ts';
import {candidates} from './suggest.ts';

/** What names there are, for a message. */
export interface Names {
  readonly known: readonly string[];
  /** Said where nothing is like the name, such as what there is. */
  readonly more: string;
}

/**
 * A name that does not exist is a mistake of the user: told with what was probably meant. `kind` as in "There is no `profile` X". `flag` is
 * the one that takes such a name, and is repeated where several are given with commas.
 */
export const noSuch = (kind: string, name: string, {known, more}: Names, flag?: string): Failure => {
  const several = name.split(',').map((part) => part.trim());
  const given = flag && several.length > 1 && several.every((part) => known.includes(part));
  const meant = candidates(name, known)
    .join(', ')
    .replace(/, (?=[^,]*$)/, ' or ');
  return new Failure({
    what: `There is no ${kind} "${name}".`,
    todo: given
      ? `Repeat the flag: ${several.map((part) => `${flag} ${part}`).join(' ')}`
      : meant
        ? `Did you mean ${meant}?`
        : more,
    exitCode: exitCodes.usage,
  });
};
