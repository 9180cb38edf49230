import {cleanLine} from '../hosts/clean.ts';
import {matchesHost} from './matches-host.ts';
import type {Layer, Policy} from './policy.ts';

/** Groups and patterns of hosts that none of the hosts belongs to, with their places: a mistyped name demands nothing of anybody. */
export const unmatchedBy = ({layers}: Policy, hosts: readonly string[]): readonly string[] =>
  layers.flatMap((layer) => unmatchedIn(layer, hosts));

const unmatchedIn = ({document, places}: Layer, hosts: readonly string[]): readonly string[] => {
  const nobody = (patterns: readonly string[]) =>
    !hosts.some((host) => patterns.some((pattern) => matchesHost(pattern, host)));
  const groups = Object.entries(document.groups ?? {}).filter(([, group]) => nobody(group.hosts));
  const patterns = Object.keys(document.hosts ?? {}).filter((pattern) => nobody([pattern]));
  return [
    ...groups.map(([name]) => `group ${cleanLine(name)} (${places.ofKey(['groups', name])})`),
    ...patterns.map((pattern) => `host ${cleanLine(pattern)} (${places.ofKey(['hosts', pattern])})`),
  ];
};
