import {exitCodes, Failure} from './failure.ts';
import {suggest} from './suggest.ts';

/** What names there are, for a message. */
export interface Names {
  readonly known: readonly string[];
  /** Said after the suggestion, such as where they are listed. */
  readonly more: string;
}

/** A name that does not exist is a mistake of the user: told with what was probably meant. `kind` as in "There is no `profile` X". */
export const noSuch = (kind: string, name: string, {known, more}: Names): Failure => {
  const near = suggest(name, known);
  return new Failure({
    what: `There is no ${kind} "${name}".`,
    todo: `${near ? `Did you mean ${near}? ` : ''}${more}`,
    exitCode: exitCodes.usage,
  });
};
