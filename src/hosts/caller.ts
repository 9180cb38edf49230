import {readFileSync, statSync} from 'node:fs';

/** A user with his group. */
export interface Caller {
  readonly uid: number;
  readonly gid: number;
}

export const isRoot = process.getuid?.() === 0;

/**
 * Who became root by sudo or doas to run this: what root makes in his folders is his. As git(1) knows him, in safe.directory; `sudo -i` keeps
 * the variable, `su -` does not. opendoas tells his name alone (doas(1), DOAS_USER).
 */
export const caller = ((): Caller | undefined => {
  const {SUDO_UID, SUDO_GID, DOAS_USER} = process.env;
  if (!isRoot) return undefined;
  const [, , doasUid, doasGid] = SUDO_UID === undefined && DOAS_USER ? entryOf(({name}) => name === DOAS_USER) : [];
  const [uid, gid] = [SUDO_UID ?? doasUid, SUDO_GID ?? doasGid].map((id) =>
    /^\d{1,10}$/.test(id ?? '') ? Number(id) : 0,
  );
  return uid ? {uid, gid: gid ?? 0} : undefined;
})();

/** The fields of the user that is meant; none where there is no such user. */
function entryOf(isMeant: (user: {readonly name: string; readonly uid: string}) => boolean): readonly string[] {
  try {
    const entries = readFileSync('/etc/passwd', 'utf8')
      .split('\n')
      .map((line) => line.split(':'));
    return entries.find(([name = '', , uid = '']) => isMeant({name, uid})) ?? [];
  } catch {
    return [];
  }
}

/** Root and whoever it runs for. Whoever owns `/` can change everything anyway: root outside of a user namespace. */
const trusted: ReadonlySet<number> = new Set([0, process.geteuid?.() ?? 0, caller?.uid ?? 0, statSync('/').uid]);

/** Whether a file's owner is nobody that root has to beware of. */
export const isTrusted = (uid: number): boolean => trusted.has(uid);

/** Whether others than its owner and root may make entries in a folder. */
export const isShared = ({mode, gid}: {readonly mode: number; readonly gid: number}): boolean => {
  const ours = gid === 0 || gid === process.getegid?.() || gid === caller?.gid;
  return (mode & 0o002) !== 0 || ((mode & 0o020) !== 0 && !ours);
};

/** Whether they may remove or replace any entry of it: the sticky bit allows them their own only. */
export const isOpen = (folder: {readonly mode: number; readonly gid: number}): boolean =>
  isShared(folder) && (folder.mode & 0o1000) === 0;

/** A user's name, for a message. */
export const userName = (id: number): string => entryOf(({uid}) => uid === String(id))[0] ?? `user ${id}`;
