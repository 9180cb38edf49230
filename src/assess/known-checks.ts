import {catalogue} from '../checks/catalogue.ts';
import {noSuch} from '../hosts/no-such.ts';

const catalogued = catalogue.map(({id}) => id);

/** More than these are for a list of their own. */
const enough = 5;

/** Lets ids of the catalogue and of `programs` pass. @throws Failure for another id, with what was probably meant. */
export const knownChecks = (ids: readonly string[], programs: readonly string[] = []): readonly string[] => {
  const known = [...catalogued, ...programs];
  const wrong = ids.find((id) => !known.includes(id));
  if (wrong === undefined) return ids;
  const [group] = wrong.split('.');
  const inGroup = known.filter((id) => id.startsWith(`${group}.`));
  const few = inGroup.length > 0 && inGroup.length <= enough;
  const more = few ? `Checks of ${group}: ${inGroup.join(', ')}.` : '"ebpf checks" lists them.';
  throw noSuch('check', wrong, {known, more}, '--only');
};
