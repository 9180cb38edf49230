import {statSync} from 'node:fs';
import {readFile} from 'node:fs/promises';

/** A user with his group. */
export interface Caller {
  readonly uid: number;
  readonly gid: number;
}

export const isRoot = process.getuid?.() === 0;

/**
 * Who became root by sudo to run this: what root makes in his folders is his. As git(1) knows him, in safe.directory; `sudo -i` keeps
 * the variable, `su -` does not.
 */
export const caller = ((): Caller | undefined => {
  const [uid, gid] = [process.env.SUDO_UID, process.env.SUDO_GID].map((id) =>
    /^\d{1,10}$/.test(id ?? '') ? Number(id) : 0,
  );
  return isRoot && uid ? {uid, gid: gid ?? 0} : undefined;
})();

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
export const userName = async (uid: number): Promise<string> => {
  const users = await readFile('/etc/passwd', 'utf8').catch(() => '');
  const line = users.split('\n').find((each) => each.split(':')[2] === String(uid));
  return line?.split(':')[0] ?? `user ${uid}`;
};
