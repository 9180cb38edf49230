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
  return /^[A-Za-z0-9_@%+:,./-]+$/.test(word) ? word : quotedOnce(word);
}

/** `turn`, which is asked once for a text that comes time after time, as the probe does for many hosts. */
const once = (turn: (text: string) => string): ((text: string) => string) => {
  let last = {text: '', turned: turn('')};
  return (text) => {
    if (text.length < longText) return turn(text);
    if (text !== last.text) last = {text, turned: turn(text)};
    return last.turned;
  };
};

/** Characters of a text that is worth it. */
const longText = 1000;

const quotedOnce = once((word) => `'${word.replaceAll("'", `'\\''`)}'`);

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

const encodedOnce = once(encoded);
