import type {Route} from '../hello/route.ts';
import {routes} from '../hello/routes.ts';
import type {Profile} from '../profiles/profile.ts';

/** A route, and where its project goes. */
export interface Proof {
  readonly route: Route;
  readonly directory: string;
}

/**
 * What proves the profiles: the route of each, in the directory that was named, or in folders of it when there are several.
 * Profiles that are no way of writing eBPF have none of their own: where no other has one, it is the first route.
 */
export const proofsOf = (profiles: readonly Profile[], named?: string): readonly Proof[] => {
  const own = routes.filter((route) => profiles.some(({name}) => name === route.name));
  const chosen = own.length > 0 ? own : routes.slice(0, 1);
  return chosen.map((route) => ({
    route,
    directory: named === undefined ? route.directory : chosen.length === 1 ? named : `${named}/${route.name}`,
  }));
};
