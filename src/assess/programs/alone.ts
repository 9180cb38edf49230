import {readdir, stat} from 'node:fs/promises';
import path from 'node:path';
import {exitCodes, Failure} from '../../hosts/failure.ts';
import {localHost} from '../../hosts/local.ts';
import {reasonOf} from '../../hosts/reason.ts';
import {readTypes} from '../../kernels/types/read.ts';
import {KernelTypes} from '../../programs/core/kernel-types.ts';

/** Does `work` with the types of each kernel in files and in folders of files, one after the other, by the name and path of its file. @throws Failure */
export const typesIn = async <T>(
  sources: readonly string[],
  work: (name: string, types: KernelTypes, file: string) => readonly T[] | Promise<readonly T[]>,
  {strict = true}: {readonly strict?: boolean} = {},
): Promise<T[]> => {
  const files = [...new Set((await Promise.all(sources.map(filesIn))).flat())];
  const names = files.map((file) => path.basename(file).replace(/\.btf$/, ''));
  const results: T[] = [];
  for (const [index, file] of files.entries()) {
    const name = names[index] ?? '';
    const alone = names.indexOf(name) === names.lastIndexOf(name);
    const btf = await readTypes(localHost(), {from: file, strict});
    // A module's go on where its kernel's end.
    const types = btf.base ? new KernelTypes(btf.base, [btf]) : new KernelTypes(btf);
    results.push(...(await work(alone ? name : file, types, file)));
  }
  return results;
};

const filesIn = async (source: string): Promise<string[]> => {
  const refuse = (why: string, cause?: unknown) =>
    new Failure({
      what: `${source} could not be read.`,
      why,
      todo: 'Name a file with the BTF of a kernel, or a folder of such files.',
      exitCode: exitCodes.usage,
      cause,
    });
  const found = await stat(source).catch((cause: unknown) => {
    throw refuse(reasonOf(cause), cause);
  });
  if (!found.isDirectory()) return [source];
  const entries = await readdir(source, {withFileTypes: true});
  const files = entries.filter((entry) => entry.isFile() && !entry.name.startsWith('.')).map(({name}) => name);
  if (files.length === 0) throw refuse('There is no file in this folder.');
  return files
    .sort((one, other) => one.localeCompare(other, 'en', {numeric: true}))
    .map((name) => path.join(source, name));
};
