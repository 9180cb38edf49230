import {cleanLine, shortLine} from '../clean.ts';
import {exitCodes, Failure} from '../failure.ts';
import type {RunOptions} from '../host.ts';

/** The login shell never came to run our line. */
export function noShell(name: string, why: string, said: string): Failure {
  const words = shortLine(said, 300);
  return new Failure({
    what: `${name} runs no commands for this user`,
    why: words ? `${why} It said: ${words}` : why,
    todo: "The host needs a login shell that runs `sh -c`: look at the user's shell and at what its start-up files print or run.",
    exitCode: exitCodes.unknown,
    link: 'refused',
  });
}

/** sudo's own words, told apart where the way out differs. */
export function sudoRefused(name: string, said: string): Failure {
  const words = shortLine(said, 300);
  const [why, todo] = /must have a tty|no tty present/i.test(said)
    ? [
        'sudo insists on a terminal (requiretty), which this run has none of.',
        'Add on the host: Defaults:USER !requiretty (visudo), or connect as root.',
      ]
    : /not in the sudoers|not allowed|may not run sudo|unable to initialize policy/i.test(said)
      ? [words, 'Connect as root, or as a user that may use sudo.']
      : /password is required|terminal is required/i.test(said)
        ? [
            'sudo asks for a password, and there is no one to ask.',
            'Run this on a terminal, connect as root, or allow the user to use sudo without a password.',
          ]
        : [words || 'sudo did not start the command.', 'Run: sudo -v on the host.'];
  return new Failure({what: `Can't become root on ${name}`, why, todo});
}

/** Why a run ended before its command began. */
export function notStarted(
  name: string,
  [program = '']: readonly string[],
  state: string | undefined,
  exitCode: number | undefined,
  said: string,
  {asRoot, directory}: RunOptions,
): Failure {
  switch (state) {
    case 'missing':
      return new Failure({what: `There is no ${cleanLine(program)} on ${name}`});
    case 'directory':
      return new Failure({what: `No such directory on ${name}: ${cleanLine(directory ?? '')}`});
    case 'no-sudo':
      return new Failure({
        what: `Can't become root on ${name}`,
        why: 'The user is not root, and there is no sudo.',
        todo: 'Connect as root, or install sudo and allow the user to use it.',
      });
    default:
      if (asRoot && /sudo/i.test(said)) return sudoRefused(name, said);
      return noShell(
        name,
        `Its login shell ended${exitCode === undefined ? '' : ` with code ${exitCode}`} before the command began.`,
        said,
      );
  }
}
