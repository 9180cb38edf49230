import {readdirSync, readFileSync} from 'node:fs';
import path from 'node:path';
import type {Facts} from '../src/facts/facts.ts';

const folder = path.join(import.meta.dirname, 'saved');

/** Names of the hosts whose facts are saved in test/saved/. */
export const savedHosts = readdirSync(folder)
  .filter((name) => name.endsWith('.json'))
  .map((name) => name.replace(/\.json$/, ''));

/** Facts saved from a real host. */
export const savedFacts = (name: string): Facts =>
  JSON.parse(readFileSync(path.join(folder, `${name}.json`), 'utf8')) as Facts;

type DeepPartial<T> = T extends object ? {readonly [K in keyof T]?: DeepPartial<T[K]>} : T;

/** Facts as they would be with something changed; a fact (an object with `state`) or a list is replaced as a whole. */
export const changed = <T>(base: T, change: DeepPartial<T>): T => {
  if (typeof change !== 'object' || change === null || Array.isArray(change) || 'state' in change) return change as T;
  return Object.fromEntries([
    ...Object.entries(base as object),
    ...Object.entries(change).map(([key, value]) => [
      key,
      changed((base as Record<string, unknown>)[key], value as never),
    ]),
  ]) as T;
};
