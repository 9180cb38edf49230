import {mkdir, open, readFile, rename, rm} from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';

/** Where downloads are kept: `$XDG_CACHE_HOME/ebpf`, else `~/.cache/ebpf`. */
export const cacheDirectory = (environment: NodeJS.ProcessEnv = process.env): string => {
  const {XDG_CACHE_HOME: base} = environment;
  // The XDG specification has relative paths ignored.
  return path.join(base && path.isAbsolute(base) ? base : path.join(os.homedir(), '.cache'), 'ebpf');
};

/** An archive's own folder in the cache: what one server says is never taken for another's. */
export const archiveCache = (cache: string, archive: URL): string =>
  path.join(cache, 'kernels', encodeURIComponent(`${archive.host}${archive.pathname}`));

/** Writes a file whole or not at all, also when the power goes. */
export const keep = async (file: string, data: string | Uint8Array): Promise<void> => {
  await mkdir(path.dirname(file), {recursive: true});
  const fresh = `${file}.${process.pid}.new`;
  try {
    const handle = await open(fresh, 'w');
    try {
      await handle.writeFile(data);
      await handle.sync();
    } finally {
      await handle.close();
    }
    await rename(fresh, file);
  } finally {
    await rm(fresh, {force: true});
  }
};

/** A file of the cache; undefined when it is not there. */
export const kept = async (file: string): Promise<Buffer | undefined> => {
  try {
    return await readFile(file);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return undefined;
    throw error;
  }
};
