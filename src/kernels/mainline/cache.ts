import path from 'node:path';
import {Failure} from '../../hosts/failure.ts';

/** An archive's own folder in the cache: what one server says is never taken for another's. */
export const archiveCache = (cache: string, archive: URL): string =>
  path.join(cache, 'kernels', encodeURIComponent(`${archive.host}${archive.pathname}`));

/** Does `work` on a file of the cache that there is no doing without. @throws Failure that tells the disk's fault from the network's. */
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
