import {exitCodes, Failure, internalError} from '../../hosts/failure.ts';
import {suggest} from '../../hosts/suggest.ts';
import {interruptionIn} from '../../terminal/interrupt.ts';

/** Flags by their names, as oclif has them. */
type Flags = Readonly<
  Record<string, {readonly type?: string; readonly description?: string; readonly helpValue?: string | string[]}>
>;

/** What of a command its mistakes are told with. */
export interface Told {
  readonly id: string;
  readonly flags?: Flags;
  readonly baseFlags?: Flags;
}

/** What oclif throws of a command line that it can't follow. */
interface ParserError extends Error {
  readonly oclif?: {readonly exit?: number | undefined} | undefined;
  readonly flags?: readonly string[];
  readonly args?: readonly (string | {readonly name: string; readonly description?: string})[];
}

/** Every error as a {@link Failure}: ours as it is, oclif's on the command line in our words, anything else as an internal error. */
export const explainError = (error: ParserError, command: Told): Failure => {
  if (error instanceof Failure) return error;
  const interruption = interruptionIn(error);
  if (interruption) return new Failure({what: interruption.message});
  if (error.oclif?.exit !== 2) return internalError(error);
  const name = command.id.replaceAll(':', ' ');
  const near = error.flags?.[0] && suggest(error.flags[0], flagsOf(command));
  return new Failure({
    what: whatIsWrong(error, name),
    todo: `${near ? `Did you mean ${near}? ` : ''}See "ebpf ${name} --help".`,
    exitCode: exitCodes.usage,
    cause: error,
  });
};

const flagsOf = ({flags, baseFlags}: Told): string[] =>
  Object.keys({...baseFlags, ...flags, json: true, help: true}).map((flag) => `--${flag}`);

/** oclif speaks of args, parsing and multiple values. */
const whatIsWrong = ({message, flags, args}: ParserError, command: string): string => {
  if (flags?.[0]) return `There is no flag ${flags[0]}.`;
  const [arg] = args ?? [];
  if (typeof arg === 'string') return `"ebpf ${command}" takes no argument "${arg}".`;
  if (arg?.description) return `"ebpf ${command}" needs ${arg.name.toUpperCase()}: ${lower(arg.description)}`;
  const [first = message, second = ''] = message.split('\n').filter((line) => !line.startsWith('See more help'));
  if (first.startsWith('The following error')) return `${second.trim()}.`;
  return `${first.replace(/^Parsing (--\S+).*/, '$1:').replace(/^Flag (?=--)/, '')} ${lower(second)}`.trim();
};

const lower = (text: string): string => `${text.trim().slice(0, 1).toLowerCase()}${text.trim().slice(1)}`;
