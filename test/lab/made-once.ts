import {chmod, mkdir, mkdtemp, readdir, rename, rm, stat} from 'node:fs/promises';
import path from 'node:path';

/** Milliseconds after which no run of the tests still works in a folder. */
const abandoned = 24 * 3600 * 1000;

/**
 * A folder in PARENT that is made once and then serves every run of the tests, also those at the same time: it appears whole, under a name
 * that says what it was made of, and an older one stays for as long as a run may be using it.
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
  const draft = await mkdtemp(`${target}.`);
  // Users of the lab look into it as well.
  await chmod(draft, 0o755);
  try {
    await make(draft);
    await rename(draft, target);
  } catch (error) {
    await rm(draft, {recursive: true, force: true});
    // Another run was faster.
    if (!(await exists(target))) throw error;
  }
  return target;
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
    const {mtimeMs} = await stat(folder);
    if (Date.now() - mtimeMs > abandoned) await rm(folder, {recursive: true, force: true});
  }
};
