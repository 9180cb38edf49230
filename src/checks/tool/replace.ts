import {install, type Need, type Remedy} from '../../remedies/remedy.ts';

/** Where programs lie that no package brought. */
const byHand = /^\/(?:usr\/local|home|root|opt|tmp|mnt)\//;

/** What replaces a program that does not run: one that no package brought stays the first in PATH after one is installed. */
export const replace = (path: string, need: Need): Remedy => {
  const remedy = install(need);
  return byHand.test(path)
    ? {...remedy, text: `Remove or repair ${path}, which is found before any that a package brings. ${remedy.text}`}
    : remedy;
};
