import {valueIfKnown} from '../facts/fact.ts';
import type {Facts} from '../facts/facts.ts';
import {Failure} from '../hosts/failure.ts';
import type {Host} from '../hosts/host.ts';
import type {Reader} from './plan-text.ts';

/** Root for the steps that need it; the refusal is kept until it is known whether any does. */
export const tryToElevate = async (host: Host): Promise<Failure | undefined> => {
  try {
    await host.elevate();
    return undefined;
  } catch (error) {
    // A host that can't be reached can't be looked at either.
    if (error instanceof Failure && !error.link) return error;
    throw error;
  }
};

/** Who reads the plan: root, a user whose sudo does it, or one who can only hand the commands on. */
export const readerOf = ({privileges: {uid, elevation}}: Facts, host: Host, refusal: Failure | undefined): Reader => {
  if (host.local ? process.getuid?.() === 0 : valueIfKnown(uid) === 0) return 'root';
  return !refusal && valueIfKnown(elevation)?.includes('sudo') ? 'sudo' : 'nobody';
};
