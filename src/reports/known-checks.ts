import {catalogue} from '../checks/catalogue.ts';
import {exitCodes, Failure} from '../hosts/failure.ts';
import {suggest} from './suggest.ts';

/** Lets ids of the catalogue pass; another id is a mistake of the user, with what was probably meant. */
export const knownChecks = (ids: readonly string[]): readonly string[] => {
  const known = catalogue.map(({id}) => id);
  const wrong = ids.find((id) => !known.includes(id));
  if (wrong === undefined) return ids;
  const near = suggest(wrong, known);
  throw new Failure({
    what: `There is no check "${wrong}".`,
    todo: `${near ? `Did you mean ${near}? ` : ''}"ebpf checks" lists them.`,
    exitCode: exitCodes.usage,
  });
};
