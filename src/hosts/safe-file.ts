import {randomBytes} from 'node:crypto';
import {constants, type Stats} from 'node:fs';
import {access, type FileHandle, lstat, mkdtemp, open, readlink, rename, rm, writeFile} from 'node:fs/promises';
import {tmpdir} from 'node:os';
import path from 'node:path';
import {isRoot, isTrusted, userName} from './caller.ts';
import {exitCodes, Failure} from './failure.ts';
import {type Folder, openFolder, refuseLink} from './folder.ts';
import {reasonOf} from './reason.ts';
import {workingDirectory} from './working-directory.ts';

const {O_APPEND, O_CREAT, O_EXCL, O_NOFOLLOW, O_NONBLOCK, O_RDWR, O_TRUNC, O_WRONLY} = constants;

/** Root's files are writable for nobody else, whatever the umask. */
const usual = isRoot ? 0o644 : 0o666;

/** Where a file goes, and what is there. */
interface Place {
  readonly folder: Folder;
  readonly name: string;
  readonly found: Stats | undefined;
  /** As messages name it. */
  readonly shown: string;
}

/** A descriptor of this process, such as a shell gives for `>(command)`: what it leads to is open already. */
const descriptor = /^\/(?:dev|proc\/self)\/fd\/\d+$/;

/** Does `work` where `file` leads: links are followed to the file that they name. */
const withPlace = <T>(file: string, work: (place: Place) => Promise<T>): Promise<T> =>
  findPlace(file, work).catch((error: Error) => {
    error.message = error.message.replace(/'\/proc\/self\/fd\/\d+.*'/, `'${file}'`);
    throw error;
  });

const findPlace = async <T>(file: string, work: (place: Place) => Promise<T>): Promise<T> => {
  let shown = file;
  for (let links = 0; links < 40; links++) {
    const name = path.basename(shown);
    const folder = await openFolder(path.dirname(shown));
    try {
      const found = await lstat(folder.at(name)).catch(unlessMissing);
      if (!found?.isSymbolicLink() || descriptor.test(shown)) return await work({folder, name, found, shown});
      await refuseLink(found.uid, folder, shown);
      const target = await readlink(folder.at(name));
      shown = path.isAbsolute(target) ? target : `${path.dirname(shown)}/${target}`;
    } finally {
      await folder.close();
    }
  }
  throw new Error(`${file} leads through too many links.`);
};

const unlessMissing = (error: NodeJS.ErrnoException): undefined => {
  if (error.code !== 'ENOENT') throw error;
};

/** A device, pipe or socket: nothing that a file could take the place of. */
const isSpecial = ({found}: Place): boolean => found !== undefined && !found.isFile() && !found.isDirectory();

/** As the kernel's protected_fifos: root opens nothing that another user has laid there to be opened. */
const openSpecial = async ({folder, name, found, shown}: Place): Promise<FileHandle> => {
  if (descriptor.test(shown)) return open(folder.at(name), O_WRONLY | O_TRUNC);
  if (isRoot && found && !isTrusted(found.uid))
    throw new Error(`${shown} belongs to ${userName(found.uid)} and is not a file.`);
  return open(folder.at(name), O_WRONLY | O_NOFOLLOW);
};

const using = async <T>(opened: Promise<FileHandle>, work: (file: FileHandle) => Promise<T>): Promise<T> => {
  const file = await opened;
  try {
    return await work(file);
  } finally {
    await file.close();
  }
};

/** What a file is replaced by. */
export interface ReplaceOptions {
  /** Default: what the umask leaves of 0o666; for root 0o644. */
  readonly mode?: number;
  /** On the disk before it has its name: a power cut leaves the one or the other, never an empty one. */
  readonly sync?: boolean;
}

/**
 * Puts a file in place, whole or not at all: what is there is replaced, never opened, by a file that was made beside it under a name that
 * nobody could foresee. A device or pipe is written to.
 */
export const replaceFile = (
  file: string,
  data: string | Uint8Array | Iterable<string>,
  options: ReplaceOptions = {},
): Promise<void> =>
  withPlace(file, async (place) => {
    if (isSpecial(place)) return using(openSpecial(place), (opened) => writeFile(opened, data));
    const {folder, name} = place;
    // Collectors (node_exporter, NFD) read whenever they like; both skip hidden files.
    const draft = folder.at(`.${name}.${randomBytes(8).toString('hex')}`);
    try {
      await using(open(draft, O_WRONLY | O_CREAT | O_EXCL | O_NOFOLLOW, usual), async (opened) => {
        await writeFile(opened, data);
        // Not cut by the umask, as the mode at its making is.
        if (options.mode !== undefined) await opened.chmod(options.mode);
        await folder.give(opened);
        if (options.sync) await opened.sync();
      });
      await rename(draft, folder.at(name));
    } catch (error) {
      await rm(draft, {force: true});
      throw error;
    }
  });

/** Adds to the end of a file with one write, so that others who add to it meanwhile lose nothing. */
export const appendFile = (file: string, data: string, mode = usual): Promise<void> =>
  appendOnce(file, data, mode).catch((error: NodeJS.ErrnoException) => {
    // Another has made it meanwhile.
    if (error.code === 'EEXIST') return appendOnce(file, data, mode);
    throw error;
  });

const appendOnce = (file: string, data: string, mode: number): Promise<void> =>
  withPlace(file, async (place) => {
    if (isSpecial(place)) return using(openSpecial(place), (opened) => opened.writeFile(data));
    const {folder, name, found, shown} = place;
    const made = found ? 0 : O_CREAT | O_EXCL;
    await using(open(folder.at(name), O_WRONLY | O_APPEND | O_NOFOLLOW | O_NONBLOCK | made, mode), async (opened) => {
      await refuseForeign(opened, folder, shown);
      if (!found) await folder.give(opened);
      await opened.write(data);
    });
  });

/** As the kernel's protected_regular and protected_hardlinks, in every folder that others may change. */
const refuseForeign = async (opened: FileHandle, folder: Folder, shown: string): Promise<void> => {
  const {uid, nlink} = await opened.stat();
  if (!isRoot || (isTrusted(uid) && nlink === 1)) return;
  if (nlink > 1 || (folder.shared && uid !== folder.uid))
    throw new Error(`${shown} belongs to ${userName(uid)}${nlink > 1 ? ', and has another name elsewhere' : ''}.`);
};

/** Rejects with the reason why a file could not be written here, as far as that can be told before. */
export const checkPlace = (file: string): Promise<void> =>
  withPlace(file, async (place) => {
    if (place.found?.isDirectory()) throw new Error('It is a directory.');
    await access(isSpecial(place) ? place.folder.at(place.name) : place.folder.at('.'), constants.W_OK);
  });

/** Opens a file to write on where an earlier try stopped; another is made where it is to begin anew. Its folder is of our own. */
export const openPart = async (file: string, goOn: boolean): Promise<FileHandle> => {
  const folder = await openFolder(path.dirname(file), {make: true, own: true});
  const target = folder.at(path.basename(file));
  try {
    if (goOn) return await open(target, O_RDWR | O_NOFOLLOW | O_NONBLOCK);
    await rm(target, {force: true});
    const made = await open(target, O_RDWR | O_CREAT | O_EXCL | O_NOFOLLOW, usual);
    await folder.give(made);
    return made;
  } finally {
    await folder.close();
  }
};

/** Makes a folder of our own, with those that lead to it. For root, rejects where others may change what lies there. */
export const makeFolder = async (folder: string): Promise<void> => {
  const made = await openFolder(folder, {make: true, own: true});
  await made.close();
};

/** Makes a folder that is for us alone. @throws Failure where others could exchange it. */
export const makeTemporaryFolder = async (prefix: string): Promise<string> =>
  mkdtemp(path.join(await temporaryFolder(), prefix));

/** Gives `work` one, and removes it afterwards. @throws Failure where others could exchange it. */
export const withTemporaryFolder = async <T>(prefix: string, work: (folder: string) => Promise<T>): Promise<T> => {
  const folder = await makeTemporaryFolder(prefix);
  try {
    return await work(folder);
  } finally {
    await rm(folder, {recursive: true, force: true});
  }
};

const temporaryFolder = async (): Promise<string> => {
  const folder = tmpdir();
  try {
    await (await openFolder(folder, {own: true})).close();
    return folder;
  } catch (cause) {
    throw new Failure({
      what: `${folder} is not a place for temporary files.`,
      why: reasonOf(cause),
      todo: 'Name another: TMPDIR=/tmp',
      exitCode: exitCodes.usage,
      cause,
    });
  }
};

const todos: Readonly<Record<string, string>> = {
  ENOSPC: 'The disk is full: make room, or name a file on another one.',
  EDQUOT: 'Your quota on this disk is used up: make room, or name a file on another one.',
  EACCES: 'You may not write there: name another file, or run it as somebody who may.',
  EPERM: 'You may not write there: name another file, or run it as somebody who may.',
  EROFS: 'That file system is read-only: name a file on another one.',
  ENOENT: 'There is no such directory: make it first.',
  ENOTDIR: 'A part of that path is not a directory.',
  EISDIR: 'That is a directory: name a file in it.',
};

/** Why a file can't be written, and what to do about it. */
export const whyNotSaved = (output: string, cause: unknown): {readonly why: string; readonly todo: string} => {
  const {code = ''} = cause as NodeJS.ErrnoException;
  if (!path.isAbsolute(output) && workingDirectory() === undefined)
    return {
      why: 'The working directory is gone, or this user may not enter it.',
      todo: 'Change to another with cd, or name the file by its whole path.',
    };
  return {why: reasonOf(cause), todo: todos[code] ?? 'Name another file.'};
};
