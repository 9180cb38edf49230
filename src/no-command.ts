import {suggest} from './hosts/suggest.ts';
import {profiles} from './profiles/catalogue.ts';
import {showCommand} from './remedies/show.ts';
import {failureText as textOf} from './terminal/failure-text.ts';
import {forLog} from './terminal/log.ts';
import {detectStyle} from './terminal/style.ts';

/** Commands with --for. */
const takesProfile = ['doctor', 'setup', 'hello', 'new'];

/** Words that name no command: flags that come before one, an argument of one that takes none, or one that is mistyped. */
export const noCommand = (
  wrong: string,
  words: readonly string[],
  names: readonly string[],
): {readonly what: string; readonly todo: string} => {
  const command = words.find((word) => names.includes(word));
  if (wrong.startsWith('-') && command !== undefined) {
    const flags = words.filter((word) => word !== command);
    return {
      what: 'Flags follow the command.',
      todo: showCommand(['ebpf', command, ...flags]),
    };
  }
  const known = names.filter((name) => wrong.startsWith(`${name} `)).toSorted((a, b) => b.length - a.length)[0];
  if (known !== undefined) {
    const others = wrong.slice(known.length + 1);
    const profile = others.split(' ')[0] ?? '';
    return {
      what: `"ebpf ${known}" takes no argument "${others}".`,
      todo:
        takesProfile.includes(known) && profiles.some(({name}) => name === profile)
          ? `ebpf ${known} --for ${profile}`
          : `See "ebpf ${known} --help".`,
    };
  }
  const near = suggest(wrong, names);
  return {
    what: `There is no command "${wrong}".`,
    todo: `${near ? `Did you mean "ebpf ${near}"? ` : ''}See "ebpf --help".`,
  };
};

/** A failure before any command began, for stderr. */
export const failureText = (failure: {readonly what: string; readonly todo?: string | undefined}): string =>
  forLog(textOf(failure, [], detectStyle(process.stderr, process.env)));
