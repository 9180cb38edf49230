import {existsSync, lstatSync, mkdirSync} from 'node:fs';
import module from 'node:module';
import path from 'node:path';
import {cacheDirectory} from './cache.ts';

/**
 * Has Node (22.1 and later) keep what it compiled of this program: the next start takes a tenth less. What lies there is run, so it is kept where nobody
 * but the user may write; and not for root, whose doctor leaves nothing behind. Without it everything is as it was: Node's own NODE_DISABLE_COMPILE_CACHE
 * turns it off, and then no folder is made.
 */
export const keepCompiled = (): void => {
  const {enableCompileCache} = module as {readonly enableCompileCache?: (folder: string) => unknown};
  if (!enableCompileCache || process.env.NODE_DISABLE_COMPILE_CACHE) return;
  const folder = ownFolder();
  if (folder !== undefined) enableCompileCache(folder);
};

/** A folder that nobody but this user may change or replace; undefined for root, and where it can't be had. */
export const ownFolder = (): string | undefined => {
  const user = process.getuid?.();
  if (!user) return undefined;
  try {
    const folder = path.join(cacheDirectory(), 'compiled');
    // Not recursive: where a folder can't be made although its parent is there, as in /proc, Node's own goes on for ever.
    for (const each of [path.join(folder, '../..'), path.dirname(folder), folder]) {
      make(each);
      const {uid, mode} = lstatSync(each);
      if ((uid !== user && (uid !== 0 || each === folder)) || (mode & 0o022) !== 0) return undefined;
    }
    return folder;
  } catch {
    return undefined;
  }
};

const make = (folder: string): void => {
  if (!existsSync(folder)) mkdirSync(folder, {mode: 0o700});
};
