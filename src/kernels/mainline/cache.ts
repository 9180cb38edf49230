import {readFile} from 'node:fs/promises';
import path from 'node:path';
import {Failure} from '../../hosts/failure.ts';
import {makeFolder, replaceFile} from '../../hosts/safe-file.ts';
import {homeHere} from '../../hosts/user.ts';

/** Where downloads are kept: `$XDG_CACHE_HOME/ebpf`, else `~/.cache/ebpf`. */
export const cacheDirectory = (environment: NodeJS.ProcessEnv = process.env): string => {
  const {XDG_CACHE_HOME: base} = environment;
  // The XDG specification has relative paths ignored.
  return path.join(base && path.isAbsolute(base) ? base : path.join(homeHere(), '.cache'), 'ebpf');
};

/** An archive's own folder in the cache: what one server says is never taken for another's. */
export const archiveCache = (cache: string, archive: URL): string =>
  path.join(cache, 'kernels', encodeURIComponent(`${archive.host}${archive.pathname}`));

/** Keeps a small file for the next time, whole or not at all, also when the power goes. Where the cache can't be written we do without. */
export const keep = async (file: string, data: string | Uint8Array): Promise<void> => {
  try {
    await makeFolder(path.dirname(file));
    await replaceFile(file, data, {sync: true});
  } catch {}
};

/** A file of the cache; undefined when it is not there, or can't be read. */
export const kept = (file: string): Promise<Buffer | undefined> => readFile(file).catch(() => undefined);

/** Does WORK on a file of the cache that there is no doing without. @throws Failure that tells the disk's fault from the network's. */
export const inCache = async <T>(file: string, work: Promise<T>): Promise<T> => {
  try {
    return await work;
  } catch (error) {
    const {code, message} = error as NodeJS.ErrnoException;
    throw new Failure({
      what: `Can't keep ${file}`,
      why: message,
      todo: `${code === 'ENOSPC' || code === 'EDQUOT' ? 'Free some space there' : 'Make it writable'}, or have downloads kept elsewhere: XDG_CACHE_HOME=DIRECTORY. Then this again: it goes on from here.`,
      cause: error,
    });
  }
};
