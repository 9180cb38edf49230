import {exitCodes, Failure, internalError} from '../../hosts/failure.ts';
import {suggest} from '../../hosts/suggest.ts';
import {interruptionIn} from '../../terminal/interrupt.ts';

/** What of a command its mistakes are told with. */
export interface Told {
  readonly id: string;
  readonly flags?: object;
  readonly baseFlags?: object;
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
  const pair = needsAnother.exec(error.message);
  if (pair) return lonely(pair[1] ?? '', pair[2] ?? '', command);
  const name = command.id.replaceAll(':', ' ');
  const [, second, first] = excludesAnother.exec(error.message) ?? [];
  if (first && second) return opposed(first, second, name);
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

/** How oclif begins and ends what it says of a flag that depends on another. */
const needsAnother = /must be provided when using --([\w-]{1,40}): --([\w-]{1,40})$/m;

/** A flag without the one that it depends on: what that is for says why. */
const lonely = (given: string, missing: string, {id, flags, baseFlags}: Told): Failure => {
  const {description, helpValue} = {...baseFlags, ...flags}[missing as never] as {
    description?: string;
    helpValue?: string;
  };
  return new Failure({
    what: `--${given} needs --${missing} beside it.`,
    why: description && `--${missing}: ${description.replace(' Repeatable.', '')}`,
    todo: `Add --${missing}${helpValue ? ` ${helpValue}` : ''}. See "ebpf ${id.replaceAll(':', ' ')} --help".`,
    exitCode: exitCodes.usage,
  });
};

/** How oclif says that a flag, here with its value, does not go with another. */
const excludesAnother = /^\s*--([\w-]{1,40})(?:=.*)? cannot also be provided when using --([\w-]{1,40})$/m;

const opposed = (first: string, second: string, command: string): Failure =>
  new Failure({
    what: `--${first} and --${second} do not go together.`,
    todo: `Leave one of them out. See "ebpf ${command} --help".`,
    exitCode: exitCodes.usage,
  });

const lower = (text: string): string => `${text.trim().slice(0, 1).toLowerCase()}${text.trim().slice(1)}`;
