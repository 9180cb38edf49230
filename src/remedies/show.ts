import {spelledOut} from '../hosts/clean.ts';
import type {Elevation} from './elevation.ts';
import type {Command, Remedy} from './remedy.ts';

/** A command as a person would type it: words that the shell would take apart are quoted. For showing, never for running. */
export const showCommand = (command: Command, elevation?: Elevation): string =>
  [...(elevation ? [elevation] : []), ...command].map(quoteWord).join(' ');

/** The commands of a remedy as the user of that host would type them. */
export const showCommands = ({commands, elevation}: Remedy): readonly string[] =>
  commands.map((command) => showCommand(command, elevation));

const quoteWord = (word: string): string => {
  if (/^[\w@%+=:,./-]+$/.test(word)) return word;
  // What a reader would not see, or see as another line, has a form of its own between $' and ' (POSIX 2024, bash, zsh).
  if (spelledOut(word, () => '') !== word.replaceAll('\\', ''))
    return `$'${spelledOut(word, inShell).replaceAll("'", "\\'")}'`;
  return `'${word.replaceAll("'", String.raw`'\''`)}'`;
};

const inShell = (character: string): string => {
  const code = (character.codePointAt(0) ?? 0).toString(16);
  if (character === '\\') return '\\\\';
  return code.length > 4 ? `\\U${code.padStart(8, '0')}` : `\\u${code.padStart(4, '0')}`;
};
