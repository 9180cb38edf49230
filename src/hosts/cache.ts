import {readFile} from 'node:fs/promises';
import path from 'node:path';
import {makeFolder, replaceFile} from './safe-file.ts';
import {homeHere} from './user.ts';

/** Where downloads are kept: `$XDG_CACHE_HOME/ebpf`, else `~/.cache/ebpf`. */
export const cacheDirectory = (environment: NodeJS.ProcessEnv = process.env): string => {
  const {XDG_CACHE_HOME: base} = environment;
  // The XDG specification has relative paths ignored.
  return path.join(base && path.isAbsolute(base) ? base : path.join(homeHere(), '.cache'), 'ebpf');
};

/** Keeps a small file for the next time, whole or not at all, also when the power goes. Where the cache can't be written we do without. */
export const keep = async (file: string, data: string | Uint8Array): Promise<void> => {
  try {
    await makeFolder(path.dirname(file));
    await replaceFile(file, data, {sync: true});
  } catch {}
};

/** A file of the cache; undefined when it is not there, or can't be read. */
export const kept = (file: string): Promise<Buffer | undefined> => readFile(file).catch(() => undefined);
