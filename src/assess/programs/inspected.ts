import {stat} from 'node:fs/promises';
import path from 'node:path';
import {exitCodes, Failure} from '../../hosts/failure.ts';
import {makeFolder} from '../../hosts/safe-file.ts';
import {saveFile} from '../../hosts/save-file.ts';
import type {Inspection, TypesOnKernel, WrittenBtf} from '../../programs/inspect/document.ts';
import {inspect} from '../../programs/inspect/inspect.ts';
import {typesOnKernel} from '../../programs/inspect/on-kernel.ts';
import type {Loader} from '../../programs/loader.ts';
import {type MinimalBtf, minimalBtf} from '../../programs/minimal/minimal.ts';
import {inFile} from '../../programs/refusal.ts';
import {typesIn} from './alone.ts';
import {readObjectFile} from './objects.ts';

/** What objects are inspected against. */
export interface InspectedAgainst {
  /** Files with types of kernels, in any form that they come in, or folders of such files. */
  readonly btf?: readonly string[] | undefined;
  /** Who loads the objects. Default: as their files tell, else libbpf. */
  readonly loader?: Loader | undefined;
  /** Where minimal BTF goes: a file for one kernel, a folder for several. */
  readonly minBtf?: string | undefined;
}

interface OnKernel {
  readonly name: string;
  readonly file: string;
  /** In the order of the objects. */
  readonly types: readonly TypesOnKernel[];
  readonly minimal: MinimalBtf | undefined;
}

/** What the objects in `files` require, and what of it kernels lack. Kernels are read one at a time. @throws Failure */
export const inspectFiles = async (
  files: readonly string[],
  {btf = [], loader, minBtf}: InspectedAgainst = {},
): Promise<Inspection> => {
  const inspected = [];
  for (const file of files) inspected.push(...inspect(file, readObjectFile(file), loader));
  const objects = inspected.map(({object}) => object);
  const kernels = await typesIn(
    btf,
    (name, types, file): OnKernel[] => [
      {
        name,
        file,
        types: objects.map((object) => typesOnKernel(object, file, types)),
        minimal: minBtf === undefined ? undefined : inFile(file, () => minimalBtf(objects, types)),
      },
    ],
    {strict: false},
  );
  const minimal = minBtf === undefined ? undefined : await save(kernels, minBtf);
  return {
    schema: 'ebpf.inspect/1',
    objects: inspected.map(({document}, index) => ({
      ...document,
      ...(kernels.length > 0 && {kernels: kernels.flatMap(({types}) => types[index] ?? [])}),
    })),
    ...(minimal && {minimal}),
  };
};

const save = async (kernels: readonly OnKernel[], to: string): Promise<WrittenBtf[]> => {
  const inFolder = kernels.length > 1 || to.endsWith('/') || (await isFolder(to));
  const twice = kernels.find(({name, file}) => inFolder && name === file);
  if (twice)
    throw new Failure({
      what: `Minimal BTF is named after its kernel's file, and two are called ${path.basename(twice.file)}.`,
      todo: 'Write them to one folder each.',
      exitCode: exitCodes.usage,
    });
  if (inFolder) await makeFolder(to);
  const written: WrittenBtf[] = [];
  for (const {name, file: btf, minimal} of kernels) {
    if (!minimal) continue;
    const file = inFolder ? path.join(to, `${name}.btf`) : to;
    await saveFile(minimal.bytes, file);
    written.push({btf, file, bytes: minimal.bytes.length, types: minimal.types});
  }
  return written;
};

const isFolder = (file: string): Promise<boolean> =>
  stat(file).then(
    (found) => found.isDirectory(),
    () => false,
  );
