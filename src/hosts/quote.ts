import {exitCodes, Failure} from './failure.ts';

/** A word as a POSIX shell reads it back, byte for byte. The only quoting there is: nothing else builds shell text from data. */
export function quote(word: string): string {
  if (word.includes('\0')) {
    throw new Failure({
      what: `A word for the shell holds a NUL character: ${JSON.stringify(word.slice(0, 80))}`,
      why: 'No command line can carry one.',
      exitCode: exitCodes.usage,
    });
  }
  // `=` and `~` are not plain: `a=b` in front would be an assignment, `~` a home directory.
  return /^[A-Za-z0-9_@%+:,./-]+$/.test(word) ? word : `'${word.replaceAll("'", `'\\''`)}'`;
}

/**
 * A command line that any login shell (sh, bash, zsh, fish, csh, tcsh) hands on to `sh` unchanged.
 *
 * Their rules differ even inside single quotes: fish reads `\\` and `\'` there, csh and tcsh `!` and line ends. So what is not plain
 * ASCII, or means something to one of them, goes as octal for `printf %b`, which POSIX defines.
 * The rest of the script comes apart where it is the same for many hosts.
 */
export function commandLine(script: string, rest = ''): string {
  return `exec sh -c 'eval "$(printf %b "$1")"' sh '${encoded(script)}${encodedOnce(rest)}'`;
}

const encoded = (text: string): string =>
  Buffer.from(text)
    .toString('latin1')
    .replace(/[^ -~]|['\\!]/g, (byte) => `\\0${byte.charCodeAt(0).toString(8).padStart(3, '0')}`);

let last = {text: '', line: ''};

/** What many hosts are sent one after the other is encoded for the first of them. */
const encodedOnce = (text: string): string => {
  if (text !== last.text) last = {text, line: encoded(text)};
  return last.line;
};
