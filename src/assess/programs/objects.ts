import {closeSync, constants, fstatSync, openSync, readFileSync} from 'node:fs';
import path from 'node:path';
import {exitCodes, Failure} from '../../hosts/failure.ts';
import {reasonOf} from '../../hosts/reason.ts';
import {carve} from '../../programs/elf/carve.ts';
import type {Loader} from '../../programs/loader.ts';
import {type BpfObject, readObject} from '../../programs/object/object.ts';
import {bounded, inFile} from '../../programs/refusal.ts';

/** More than any program with BPF objects in it; keeps memory bounded. */
const largestFile = 512 << 20;

/** A compiled BPF object that hosts are judged by. */
export interface NamedObject {
  /** Of the profile that it makes: its file's, with a number where the file or several files would share it. */
  readonly name: string;
  /** In the ids of its programs: `hello` of `hello.bpf.o`. */
  readonly stem: string;
  readonly file: string;
  readonly object: BpfObject;
  /** What of the file tells who loads it. */
  readonly loaderBy?: string;
}

/** An object of a file, not named yet. */
export type FoundObject = Pick<NamedObject, 'object' | 'loaderBy'>;

/** Reads a file with BPF objects, at once: a task of a thread for each step would take longer than the reading. @throws Failure */
export const readObjectFile = (file: string): Buffer => {
  let there: number | undefined;
  try {
    // A pipe is not waited for; and what is looked at is what is read.
    there = openSync(file, constants.O_RDONLY | constants.O_NONBLOCK);
    const found = fstatSync(there);
    if (found.isDirectory())
      throw unreadable(file, `It is a folder: name the objects in it, as ${path.join(file, '*.o')}.`);
    if (!found.isFile()) throw unreadable(file, 'It is not a regular file.');
    if (found.size > largestFile) throw unreadable(file, `It has ${found.size} bytes; up to ${largestFile} are read.`);
    return readFileSync(there);
  } catch (cause) {
    throw cause instanceof Failure ? cause : unreadable(file, reasonOf(cause), cause);
  } finally {
    if (there !== undefined) closeSync(there);
  }
};

const unreadable = (file: string, why: string, cause?: unknown): Failure =>
  new Failure({
    what: `${file} could not be read.`,
    why,
    todo: 'Name a compiled BPF object, or a program that carries one; for --btf the BTF of a kernel.',
    exitCode: exitCodes.usage,
    cause,
  });

/** The objects in a file, as `loader` takes them, or whoever the file tells. @throws Failure for anything that is not a whole BPF object */
export const objectsIn = async (file: string, loader?: Loader): Promise<readonly FoundObject[]> => {
  const bytes = readObjectFile(file);
  return inFile(file, () =>
    carve(bytes).map(({bytes: part, told}) =>
      bounded('This BPF object is damaged.', () => ({
        object: readObject(part, loader ?? told?.loader),
        ...(loader === undefined && told && {loaderBy: told.evidence}),
      })),
    ),
  );
};

/** Objects with names of their own beside `others`, which become parts of ids and labels: letters, digits, `_`, `-` and dots. */
export const named = (
  files: readonly (readonly [file: string, objects: readonly FoundObject[]])[],
  others: readonly NamedObject[] = [],
): NamedObject[] => {
  const taken = new Set(others.map(({stem}) => stem));
  return files.flatMap(([file, objects]) =>
    objects.map((found, index): NamedObject => {
      const base = path
        .basename(file)
        .replace(/[^\w.-]/g, '_')
        .slice(0, 100);
      const number = objects.length > 1 ? `-${index + 1}` : '';
      const stem = base.replace(/(\.bpf)?\.o$/, '').replace(/^[^A-Za-z0-9]+|[^A-Za-z0-9]+$/g, '') || 'object';
      const free = ['', ...Array.from({length: files.length + others.length}, (_, more) => `-${more + 2}`)].find(
        (suffix) => !taken.has(`${stem}${number}${suffix}`),
      );
      taken.add(`${stem}${number}${free}`);
      return {name: `${base}${number}${free}`, stem: `${stem}${number}${free}`, file, ...found};
    }),
  );
};
