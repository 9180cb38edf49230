import {exitCodes, Failure} from '../hosts/failure.ts';
import {knownChecks} from './known-checks.ts';

/** Checks that were asked for by name. */
export interface AskedChecks {
  /** Looked at alone, and required. */
  readonly only?: readonly string[];
  /** Required, whatever the profiles say. */
  readonly require?: readonly string[];
  /** Shown, but they do not count. */
  readonly ignore?: readonly string[];
}

/** Lets checks pass that exist, in the catalogue or of `programs`, and are not required and ignored at once. @throws Failure for others, with what was probably meant. */
export const askedChecks = <T extends AskedChecks>(asked: T, programs: readonly string[] = []): T => {
  const {only = [], require = [], ignore = []} = asked;
  const wanted = [...only, ...require];
  knownChecks([...wanted, ...ignore], programs);
  const both = ignore.find((id) => wanted.includes(id));
  if (both === undefined) return asked;
  throw new Failure({
    what: `${both} is both required and ignored.`,
    why: 'An ignored check never fails, so the demand would have no effect.',
    todo: 'Leave out one of the two.',
    exitCode: exitCodes.usage,
  });
};
