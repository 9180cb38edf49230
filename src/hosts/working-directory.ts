import {accessSync} from 'node:fs';
import path from 'node:path';
import {exitCodes, Failure} from './failure.ts';

/** Where commands run unless told otherwise; undefined where the working directory is gone, forbidden, or not named in UTF-8: then in any place. */
export const workingDirectory = (): string | undefined => {
  try {
    const directory = process.cwd();
    accessSync(directory);
    return directory;
  } catch {
    return undefined;
  }
};

/** Before a project is written into a folder of this machine. @throws Failure where it would land in another place than the one that is meant. */
export const requireWorkingDirectory = (folder = '.'): void => {
  if (path.isAbsolute(folder) || workingDirectory() !== undefined) return;
  throw new Failure({
    what: 'The working directory is gone, or this user may not enter it.',
    why: 'The project would be written into it.',
    todo: 'Change to another with cd, or name a folder by its whole path: --dir DIR.',
    exitCode: exitCodes.usage,
  });
};
