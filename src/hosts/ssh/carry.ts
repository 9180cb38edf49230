import {exitCodes, Failure} from '../failure.ts';
import {commandLine} from '../quote.ts';
import {type Script, scriptFromInput} from './script.ts';

/** The line of the login shell, for a server that takes so many bytes. */
export type LineFor = (longest: number) => string;

/** Linux takes 128 KiB in one argument (MAX_ARG_STRLEN), and the whole script is one to a shell. */
const longestScript = 120_000;

/**
 * A script as a line for the login shell, made when there is a connection: those that wait for one hold none. What is too long for the server
 * goes ahead of the input, and `ahead` holds it.
 */
export function carry(make: () => Script): {readonly lineFor: LineFor; readonly ahead: () => Buffer} {
  let ahead: Buffer = Buffer.alloc(0);
  const lineFor = (longest: number): string => {
    const {begin, rest} = make();
    const line = commandLine(begin, rest);
    // A line is no shorter than what it carries.
    if (line.length <= Math.min(longest, longestScript)) return line;
    const length = Buffer.byteLength(begin) + Buffer.byteLength(rest);
    if (length > longestScript) {
      throw new Failure({
        what: `The command is too long to send: ${length} bytes`,
        why: `A Linux host takes ${longestScript} at most.`,
        exitCode: exitCodes.usage,
      });
    }
    if (line.length <= longest) return line;
    ahead = Buffer.from(begin + rest);
    return commandLine(scriptFromInput(length));
  };
  return {lineFor, ahead: () => ahead};
}
