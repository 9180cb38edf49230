import {isFetching} from '../hello/go-proxy.ts';
import {kindOf} from '../hello/kinds/catalogue.ts';
import {kindHello} from '../hello/kinds/hello.ts';
import type {Route} from '../hello/route.ts';
import {routes} from '../hello/routes.ts';
import {verifiedBy} from '../hello/verified-by.ts';
import libbpf from '../profiles/libbpf.ts';
import type {Profile} from '../profiles/profile.ts';

/** A route, and where its project goes. */
export interface Proof {
  readonly route: Route;
  readonly directory: string;
}

/**
 * What verifies the profiles: the route of each toolchain, and for each other profile programs of its kinds; in the directory that was named,
 * or in folders of it when there are several. Where no profile has any, it is the first route.
 */
export const proofsOf = (profiles: readonly Profile[], named?: string): readonly Proof[] => {
  const ofToolchains = routes
    .filter((route) => profiles.some(({name}) => name === route.name))
    .map((route) => ({route, folder: route.name}));
  const ofKinds = profiles.flatMap(({name}) => {
    const kinds = verifiedBy[name] ?? [];
    return kinds.map((kind) => ({
      route: kindHello(kindOf(kind), kinds.length === 1 ? `./hello-${name}` : `./hello-${name}/${kind}`),
      folder: kind,
    }));
  });
  const own = [...ofToolchains, ...ofKinds];
  const chosen = own.length > 0 ? own : routes.slice(0, 1).map((route) => ({route, folder: route.name}));
  return chosen.map(({route, folder}) => ({
    route,
    directory: named === undefined ? route.directory : chosen.length === 1 ? named : `${named}/${folder}`,
  }));
};

/**
 * A profile with what builds and tries the programs that verify it, where it asks for no toolchain itself. The module of cilium/ebpf need not be
 * installed where it comes from `goProxy`.
 */
export const buildable =
  (goProxy?: string) =>
  (profile: Profile): Profile => {
    const kinds = verifiedBy[profile.name];
    if (!kinds && isFetching(goProxy))
      return {...profile, required: profile.required.filter((id) => id !== 'tool.cilium-ebpf')};
    if (!kinds) return profile;
    const tried = kinds.some((name) => kindOf(name).scene === 'packets') ? ['tool.ip'] : [];
    return {
      ...profile,
      required: [...new Set([...profile.required, ...libbpf.required, ...tried])],
      recommended: [...new Set([...profile.recommended, ...libbpf.recommended])],
    };
  };
