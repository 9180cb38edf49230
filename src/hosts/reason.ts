import {types} from 'node:util';

/** What the system's own words leave unclear to a person. */
const clearer: Readonly<Record<string, string>> = {
  EISDIR: 'It is a directory',
  ENOTDIR: 'A part of the path is not a directory',
  ENOSPC: 'The disk is full',
  EROFS: 'The file system is read-only',
  EMFILE: 'Too many files are open',
  EAGAIN: 'No more processes are allowed now',
  ENOMEM: 'There is too little memory',
};

/**
 * Why a call failed, for a person: of an error of the system its words and its code, without the call and the path that Node puts around
 * them; of any other error its message.
 */
export const reasonOf = (cause: unknown): string => {
  if (!types.isNativeError(cause)) return String(cause);
  const {code = '', message} = cause as NodeJS.ErrnoException;
  // Of V8, for values within values without end.
  if (message === 'Maximum call stack size exceeded') return 'It is nested too deeply.';
  // "ENOENT: no such file or directory, open '/nowhere'"
  const words = message.startsWith(`${code}: `) && /^\w+: ([^,]+), \w+/.exec(message)?.[1];
  // "spawn sh EMFILE"
  if (!words) return message.startsWith('spawn ') && clearer[code] ? `${clearer[code]} (${code}).` : message;
  return `${clearer[code] ?? words.charAt(0).toUpperCase() + words.slice(1)} (${code}).`;
};
