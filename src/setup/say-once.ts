import {listed} from '../hosts/in-words.ts';
import {unnamed} from '../hosts/unnamed.ts';

/** Hosts that are named before the rest is only counted. */
export const named = 6;

/** What is told of hosts, with their names as a list. */
export interface Shared {
  readonly hosts: readonly string[];
  readonly names: string;
  /** With HOST in place of a name, where they are several. */
  readonly text: string;
}

/** Hosts of which the same is told, but for their own names, are told of together. */
export const sayOnce = (told: readonly {readonly host: string; readonly text: string}[]): readonly Shared[] => {
  const groups = new Map<string, {host: string; text: string}[]>();
  for (const each of told) {
    const key = unnamed(each.text, each.host);
    groups.set(key, [...(groups.get(key) ?? []), each]);
  }
  return [...groups].map(([text, of]) => {
    const hosts = of.map(({host}) => host);
    return {hosts, names: list(hosts), text: of.length === 1 ? (of[0]?.text ?? '') : text};
  });
};

/** `20 hosts: 18 changed, 2 failed`, by how each of them ended. */
export const countsOf = (ends: readonly string[]): string => {
  const counts = new Map<string, number>();
  for (const end of ends) counts.set(end, (counts.get(end) ?? 0) + 1);
  return `${ends.length} hosts: ${[...counts].map(([end, count]) => `${count} ${end}`).join(', ')}`;
};

const list = (names: readonly string[]): string =>
  `${listed(names, named)}${names.length > named ? ` (${names.length} hosts)` : ''}`;
