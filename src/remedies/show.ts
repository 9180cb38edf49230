import type {Command} from './remedy.ts';

/** A command as a person would type it: words that the shell would take apart are quoted. For showing, never for running. */
export const showCommand = (command: Command): string => command.map(quoteWord).join(' ');

const quoteWord = (word: string): string =>
  /^[\w@%+=:,./-]+$/.test(word) ? word : `'${word.replaceAll("'", String.raw`'\''`)}'`;
