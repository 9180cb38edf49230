import {chmod, mkdir, mkdtemp, readdir, readFile, rename, rm, stat, writeFile} from 'node:fs/promises';
import path from 'node:path';
import {setTimeout as sleep} from 'node:timers/promises';

/** Milliseconds after which no run of the tests still works in a folder. */
const abandoned = 24 * 3600 * 1000;

/**
 * A folder in `parent` that is made once and then serves every run of the tests, also those at the same time, which wait for the one that
 * makes it: it appears whole, under a name that says what it was made of, and an older one stays for as long as a run may be using it.
 */
export const madeOnce = async (
  parent: string,
  kind: string,
  version: number,
  make: (folder: string) => Promise<void>,
): Promise<string> => {
  const target = path.join(parent, `${kind}-${version}`);
  if (await exists(target)) return target;
  await mkdir(parent, {recursive: true});
  await removeAbandoned(parent, kind);
  const lock = `${target}.lock`;
  while (!(await taken(lock))) await sleep(200);
  const draft = await mkdtemp(`${target}.`);
  try {
    if (await exists(target)) return target;
    // Users of the lab look into it as well.
    await chmod(draft, 0o755);
    await make(draft);
    await rename(draft, target);
  } catch (error) {
    // Another run was faster, after both found a lock whose process had died.
    if (!(await exists(target))) throw error;
  } finally {
    await rm(draft, {recursive: true, force: true});
    await rm(lock, {force: true});
  }
  return target;
};

/** Whether this process has the lock now. That of a process which is gone is removed, for the next try. */
const taken = async (lock: string): Promise<boolean> => {
  try {
    await writeFile(lock, String(process.pid), {flag: 'wx'});
    return true;
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error;
    const holder = await readFile(lock, 'utf8').catch(() => '');
    if (holder && !(await exists(`/proc/${holder}`))) await rm(lock, {force: true});
    return false;
  }
};

const exists = (folder: string): Promise<boolean> =>
  stat(folder).then(
    () => true,
    () => false,
  );

const removeAbandoned = async (parent: string, kind: string): Promise<void> => {
  for (const name of await readdir(parent)) {
    if (!name.startsWith(`${kind}-`)) continue;
    const folder = path.join(parent, name);
    // What another run has finished with is gone.
    const {mtimeMs = Date.now()} = await stat(folder).catch(() => ({mtimeMs: undefined}));
    if (Date.now() - mtimeMs > abandoned) await rm(folder, {recursive: true, force: true});
  }
};
