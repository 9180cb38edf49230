import {Failure} from '../hosts/failure.ts';
import type {Host} from '../hosts/host.ts';

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
