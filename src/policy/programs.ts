import path from 'node:path';
import type {NamedObject} from '../assess/programs/objects.ts';
import {Failure} from '../hosts/failure.ts';
import {type Loader, loaders} from '../programs/loader.ts';
import type {PolicyDocument} from './document.ts';
import type {Places} from './places.ts';
import {scopes} from './sense.ts';

/** A file, and who loads what is in it. */
export const programKey = (file: string, loader: Loader | undefined): string => `${loader ?? ''}:${file}`;

/** The objects in files, by {@link programKey}, and what is wrong with them, each with its place. */
interface Programs {
  readonly programs: ReadonlyMap<string, readonly NamedObject[]>;
  readonly mistakes: readonly string[];
}

/** Reads the objects that a policy names, seen from its folder. `read` has those of files that other policies name, by their paths and loaders. */
export const readPrograms = async (
  policy: PolicyDocument,
  places: Places,
  {folder, read}: {readonly folder: string; readonly read: Map<string, readonly NamedObject[]>},
): Promise<Programs> => {
  const programs = new Map<string, readonly NamedObject[]>();
  const mistakes: string[] = [];
  for (const [way, {programs: files = [], loader: named}] of scopes(policy)) {
    // One that does not exist is told by sense.ts.
    const loader = loaders.find((each) => each === named);
    for (const [index, file] of files.entries()) {
      if (file === undefined) continue;
      const whole = programKey(path.resolve(folder, file), loader);
      try {
        const {named: withNames, objectsIn} = await import('../assess/programs/objects.ts');
        if (!read.has(whole)) {
          const found = await objectsIn(path.resolve(folder, file), loader);
          read.set(whole, withNames([[file, found]], [...read.values()].flat()));
        }
        programs.set(programKey(file, loader), read.get(whole) ?? []);
      } catch (error) {
        if (!(error instanceof Failure)) throw error;
        const place = places.of([...way, 'programs', index]);
        mistakes.push(`${place}: ${[error.what, error.why].filter(Boolean).join(' ')}`);
      }
    }
  }
  return {programs, mistakes};
};
