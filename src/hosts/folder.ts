import {constants, existsSync} from 'node:fs';
import {type FileHandle, lstat, mkdir, open, readlink} from 'node:fs/promises';
import path from 'node:path';
import {caller, isOpen, isRoot, isShared, isTrusted, userName} from './caller.ts';

/** A folder that was reached, whatever its path leads to by now. */
export interface Folder {
  /** The path of an entry. */
  readonly at: (name: string) => string;
  readonly uid: number;
  /** Whether others may make entries there. */
  readonly shared: boolean;
  /** Whether they may also put one in another's place. */
  readonly open: boolean;
  /** What root has made there belongs to whoever called it by sudo, where the folder is his. */
  readonly give: (file: FileHandle) => Promise<void>;
  readonly close: () => Promise<void>;
}

/** How a folder is reached. */
export interface FolderOptions {
  /** Make what is missing of the path. */
  readonly make?: boolean;
  /** Refuse folders in which others may change what lies there: for what is read again and believed. */
  readonly own?: boolean;
}

/** Links that a path may lead through, as in the kernel. */
const mostLinks = 40;

/** Where the kernel shows what is open: not in a chroot without /proc, nor on other systems. */
const descriptors = process.platform === 'linux' && existsSync('/proc/self/fd');

/** A path below an open folder. Where there is no /proc of Linux it is the path itself. */
const below = (handle: FileHandle, shown: string): string => (descriptors ? `/proc/self/fd/${handle.fd}` : shown);

const folderFlags = constants.O_RDONLY | constants.O_DIRECTORY | constants.O_NOFOLLOW;

/**
 * Reaches a folder step by step, each from the one before, so that nobody can put another in its place meanwhile. Root follows no link of
 * another user's, nor any in a folder where others may replace it: the kernel's protected_symlinks
 * (https://docs.kernel.org/admin-guide/sysctl/fs.html), and also where it is off, or the folder is not sticky.
 */
export const openFolder = async (folder: string, {make = false, own = false}: FolderOptions = {}): Promise<Folder> => {
  let shown = path.isAbsolute(folder) ? '/' : '.';
  let handle = await open(shown, folderFlags);
  let stats = await handle.stat();
  let links = 0;
  try {
    const rest = parts(folder);
    if (own) await refuseShared(stats, shown);
    for (let name = rest.shift(); name !== undefined; name = rest.shift()) {
      const entry = `${below(handle, shown)}/${name}`;
      const found = await lstat(entry).catch((error: NodeJS.ErrnoException) => {
        if (make && error.code === 'ENOENT') return undefined;
        throw error;
      });
      if (found?.isSymbolicLink()) {
        await refuseLink(found.uid, stats, path.join(shown, name));
        links += 1;
        if (links > mostLinks) throw new Error(`${folder} leads through too many links.`);
        const target = await readlink(entry);
        rest.unshift(...parts(target));
        if (!path.isAbsolute(target)) continue;
        await handle.close();
        shown = '/';
        handle = await open(shown, folderFlags);
      } else {
        if (!found) await mkdir(entry, {mode: isRoot ? 0o755 : 0o777}).catch(unlessThere);
        const next = await open(entry, folderFlags);
        if (!found && caller && stats.uid === caller.uid) await next.chown(caller.uid, caller.gid);
        await handle.close();
        handle = next;
        shown = path.join(shown, name);
      }
      stats = await handle.stat();
      if (own) await refuseShared(stats, shown);
    }
  } catch (error) {
    await handle.close();
    throw error;
  }
  const reached = below(handle, shown);
  const {uid} = stats;
  return {
    at: (name) => `${reached}/${name}`,
    uid,
    shared: isShared(stats),
    open: isOpen(stats),
    give: async (file) => {
      if (caller && uid === caller.uid) await file.chown(caller.uid, caller.gid);
    },
    close: () => handle.close(),
  };
};

const parts = (file: string): string[] => file.split('/').filter((name) => name !== '' && name !== '.');

const unlessThere = (error: NodeJS.ErrnoException): void => {
  if (error.code !== 'EEXIST') throw error;
};

/** What is known of a file or folder. */
interface Stats {
  readonly uid: number;
  readonly gid: number;
  readonly mode: number;
}

/** Rejects with the reason why root does not follow a link. */
export const refuseLink = async (uid: number, folder: Stats | Folder, shown: string): Promise<void> => {
  if (!isRoot) return;
  if (!isTrusted(uid)) throw new Error(`${shown} is a link of ${userName(uid)}'s, which root does not follow.`);
  if ('open' in folder ? folder.open : isOpen(folder))
    throw new Error(`${shown} is a link in a folder that others may change, so root does not follow it.`);
};

const refuseShared = async (stats: Stats, shown: string): Promise<void> => {
  if (!isRoot) return;
  if (!isTrusted(stats.uid)) throw new Error(`${shown} belongs to ${userName(stats.uid)}.`);
  if (isOpen(stats)) throw new Error(`Others may change what lies in ${shown}.`);
};
