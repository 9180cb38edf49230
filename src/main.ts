import path from 'node:path';
import {headerFor} from './header-for.ts';
import {lookFor} from './look-for.ts';
import {findPolicy} from './policy/find.ts';

/**
 * Starts the command line. `root` is the folder that holds the built commands and their manifest. Where the words say plainly that this
 * machine is looked at, that begins first and goes on beside the loading of the rest, which takes as long; where they ask for its vmlinux.h alone, that is
 * written without it.
 */
export const main = async (root: string): Promise<void> => {
  const isRoot = process.getuid?.() === 0;
  // A umask that takes rights of the owner himself makes files that he can neither fill nor run.
  process.umask(process.umask() & ~0o700);
  if (isRoot) asRoot();
  const output = headerFor(process.argv.slice(2));
  if (output !== undefined && (await (await import('./header-at-once.ts')).writeAtOnce(output))) return;
  const wanted = lookFor(process.argv.slice(2), hasPolicy, isRoot);
  // Its process is started before anything more is loaded: that goes on without a pause in which it could be.
  const begun = wanted && (await import('./facts/probe.ts')).beginProbe(wanted);
  const {run} = await import('./command-line.ts');
  await run(root);
  begun?.abandon();
};

/** Also where that can't be told: whoever looks for it in earnest says why. */
const hasPolicy = (): boolean => {
  try {
    return findPolicy() !== undefined;
  } catch {
    return true;
  }
};

const asRoot = (): void => {
  // What root and its children leave is writable for nobody else.
  process.umask(process.umask() | 0o022);
  // What is relative, or empty, is searched in the folder where root happens to be, which may be anybody's.
  const {PATH} = process.env;
  if (PATH !== undefined)
    process.env.PATH = PATH.split(':').filter(path.isAbsolute).join(':') || '/usr/sbin:/usr/bin:/sbin:/bin';
};
