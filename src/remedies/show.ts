import type {Elevation} from './elevation.ts';
import type {Command, Remedy} from './remedy.ts';

/** A command as a person would type it: words that the shell would take apart are quoted. For showing, never for running. */
export const showCommand = (command: Command, elevation?: Elevation): string =>
  [...(elevation ? [elevation] : []), ...command].map(quoteWord).join(' ');

/** The commands of a remedy as the user of that host would type them. */
export const showCommands = ({commands, elevation}: Remedy): readonly string[] =>
  commands.map((command) => showCommand(command, elevation));

const quoteWord = (word: string): string =>
  /^[\w@%+=:,./-]+$/.test(word) ? word : `'${word.replaceAll("'", String.raw`'\''`)}'`;
