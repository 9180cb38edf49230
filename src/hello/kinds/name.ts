import {exitCodes, Failure} from '../../hosts/failure.ts';

/** Targets and files that every project has. */
const taken = new Set(['all', 'clean', 'distclean', 'vmlinux', 'Makefile', 'README']);

/**
 * A project's name is that of its files, of a C identifier (`NAME_bpf`), and of its folder.
 * @throws Failure for one that can't be all of that.
 */
export const requireName = (name: string): void => {
  const why = !/^[A-Za-z][A-Za-z0-9_]{0,31}$/.test(name)
    ? 'It becomes the name of files and of a C identifier: a letter first, then letters, digits and _, at most 32.'
    : taken.has(name)
      ? 'Every project has a file or a make target of that name.'
      : undefined;
  if (why === undefined) return;
  throw new Failure({
    what: `A project cannot be called "${name}".`,
    why,
    todo: 'Choose another name, such as my_tracer.',
    exitCode: exitCodes.usage,
  });
};
