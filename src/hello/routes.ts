import {exitCodes, Failure} from '../hosts/failure.ts';
import bcc from './bcc/route.ts';
import bootstrap from './bootstrap/route.ts';
import bpftrace from './bpftrace/route.ts';
import libbpf from './libbpf/route.ts';
import type {Route} from './route.ts';
import run from './run/route.ts';
import samples from './samples/route.ts';

/** Every way of writing eBPF that can be proved, in the order of the profiles. */
export const routes: readonly Route[] = [libbpf, bcc, bootstrap, samples, bpftrace, run];

/** The route of a profile. */
export const routeOf = (profile: string): Route => {
  const route = routes.find(({name}) => name === profile);
  if (route) return route;
  throw new Failure({
    what: `There is no hello for "${profile}".`,
    todo: `There is one for ${routes.map(({name}) => name).join(', ')}.`,
    exitCode: exitCodes.usage,
  });
};
