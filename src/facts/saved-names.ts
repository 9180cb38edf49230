import path from 'node:path';
import {spelledOut} from '../hosts/clean.ts';

/**
 * The names of hosts whose facts were saved, file by file, in the order of the files. Whoever collects facts names the files; what is within
 * comes from a host, which could say that it is another. So facts of one host never say whose they are, and the names of a list stay below
 * the name of its file where there are other files. No two names are alike.
 */
export class SavedNames {
  readonly #counts = new Map<string, number>();
  readonly #several: boolean;
  readonly #taken = new Map<string, number>();

  constructor(files: readonly string[]) {
    this.#several = files.length > 1;
    for (const file of files) this.#counts.set(stemOf(file), (this.#counts.get(stemOf(file)) ?? 0) + 1);
  }

  /** The names of what a file holds: facts of one host, or of those that its list calls so. */
  of(file: string, listed?: readonly string[]): readonly string[] {
    const own = this.#counts.get(stemOf(file)) === 1 ? stemOf(file) : path.basename(file);
    const names = listed?.map((name) => (this.#several ? `${own}/${name}` : name)) ?? [own];
    return names.map((name) => unlike(this.#taken, spelledOut(name)));
  }
}

const stemOf = (file: string): string => path.basename(file).replace(/\.(?:json|facts|txt)$/, '');

/** The name, with a number where it is taken already. */
const unlike = (taken: Map<string, number>, name: string): string => {
  const count = (taken.get(name) ?? 0) + 1;
  taken.set(name, count);
  return count === 1 ? name : unlike(taken, `${name} (${count})`);
};
