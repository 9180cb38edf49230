import path from 'node:path';
import {Flags} from '@oclif/core';
import type {Judge} from '../../assess/assess.ts';
import {examineFacts, type SavedOptions} from '../../assess/examine.ts';
import type {Kernels} from '../../assess/programs/kernels.ts';
import type {NamedObject} from '../../assess/programs/objects.ts';
import type {HostReport} from '../../assess/report.ts';
import {exitCodes, Failure} from '../../hosts/failure.ts';
import {type Loader, loaders} from '../../programs/loader.ts';
import {repeatable} from './repeatable.ts';

/** Who loads compiled programs. */
export const loaderFlag = Flags.option({
  options: loaders,
  description:
    'Who loads the programs: loaders differ in what they take and how they relocate it. Default: told by the file that carries them, else libbpf.',
})();

/** Compiled programs that hosts, or kernels alone, are judged by. */
export const programFlags = {
  program: Flags.string({
    description:
      'Judge by this compiled BPF program instead of a profile: an object, or a file that carries some. Repeatable; --for adds profiles.',
    ...repeatable,
    helpValue: 'OBJECT',
  }),
  loader: loaderFlag,
  btf: Flags.string({
    description:
      'With --program, judge kernels of which only the types are at hand: raw BTF, vmlinux, vmlinuz or a package; or a folder of them. Repeatable.',
    ...repeatable,
    helpValue: 'FILE',
  }),
};

/** @throws Failure where kernels are named and no program to judge them by. */
export const requireProgram = (objects: readonly NamedObject[]): void => {
  if (objects.length > 0) return;
  throw new Failure({
    what: '--btf judges kernels by compiled programs, and none is named.',
    todo: 'Name one: --program OBJECT. "ebpf inspect OBJECT" shows what it requires.',
    exitCode: exitCodes.usage,
  });
};

/** What the programs of the command line are called. */
export const programsOf = async (files: readonly string[], loader?: Loader): Promise<NamedObject[]> => {
  if (files.length === 0) return [];
  const {named, objectsIn} = await import('../../assess/programs/objects.ts');
  return named(
    await Promise.all([...new Set(files)].map(async (file) => [file, await objectsIn(file, loader)] as const)),
  );
};

/** How objects are judged; what that takes is loaded where there is one. */
export const judging = async (objects: readonly NamedObject[], kernels: Kernels) =>
  objects.length === 0
    ? new Map<never, never>()
    : (await import('../../assess/programs/judged.ts')).judgedObjects(objects, kernels);

/** Kernels of which only the types are at hand. */
export const examineKernels = async (
  files: readonly string[],
  judge: Judge,
  {kernels, onReport}: Pick<SavedOptions, 'onReport'> & {readonly kernels: Kernels},
): Promise<HostReport[]> => {
  const {typesIn} = await import('../../assess/programs/alone.ts');
  return typesIn(files, (name, types) => examineFacts([kernels.ofTypes(name, types)], judge, {kernels, onReport}));
};

/** Where BTF lies that was kept with saved facts. */
export const besideFacts = (...files: readonly (string | undefined)[]): string[] =>
  files.flatMap((file) =>
    file === undefined || file === '-'
      ? []
      : [file, path.dirname(file)].flatMap((folder) => [folder, path.join(folder, 'btf')]),
  );
