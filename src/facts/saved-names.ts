import path from 'node:path';
import {spelledOut} from '../hosts/clean.ts';

/** What a file holds: facts of one host, which is called as the file is, or of several, which are called as the file's list calls them. */
export interface SavedNames {
  readonly file: string;
  /** Undefined for facts of one host. */
  readonly listed?: readonly string[] | undefined;
}

/**
 * The names of hosts whose facts were saved, file by file. Whoever collects facts names the files; what is within comes from a host, which
 * could say that it is another. So facts of one host never say whose they are, and the names of a list stay below the name of its file where
 * there are other files. No two names are alike.
 */
export const namesOfSaved = (files: readonly SavedNames[]): readonly (readonly string[])[] => {
  const stems = files.map(({file}) => path.basename(file).replace(/\.(?:json|facts|txt)$/, ''));
  const taken = new Map<string, number>();
  return files.map(({file, listed}, index) => {
    const alone = stems.indexOf(stems[index] ?? '') === stems.lastIndexOf(stems[index] ?? '');
    const own = alone ? (stems[index] ?? '') : path.basename(file);
    const names = listed?.map((name) => (files.length > 1 ? `${own}/${name}` : name)) ?? [own];
    return names.map((name) => unlike(taken, spelledOut(name)));
  });
};

/** The name, with a number where it is taken already. */
/** The name, with a number where it is taken already. */
const unlike = (taken: Map<string, number>, name: string): string => {
  const count = (taken.get(name) ?? 0) + 1;
  taken.set(name, count);
  return count === 1 ? name : unlike(taken, `${name} (${count})`);
};
