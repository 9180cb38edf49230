import {closeSync, fstatSync} from 'node:fs';
import {isatty} from 'node:tty';

/**
 * At its end Node puts the terminal back as it was, and aborts with a core file when that has gone away meanwhile (ResetStdio of
 * https://github.com/nodejs/node/blob/v20.x/src/node.cc): what leads to such a terminal is closed before.
 */
export const closeLostTerminal = (): void => {
  for (const descriptor of [0, 1, 2]) if (isLost(descriptor)) closeSync(descriptor);
};

/** One that has hung up is a device that answers nothing. */
const isLost = (descriptor: number): boolean => {
  try {
    return fstatSync(descriptor).isCharacterDevice() && !isatty(descriptor);
  } catch {
    return false;
  }
};
