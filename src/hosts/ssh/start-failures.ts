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

/** sudo did not start the command; `said` is its own words, or what it wanted. */
export const sudoRefused = (name: string, said: string): Failure =>
  new Failure({
    what: `Can't become root on ${name}`,
    why: shortLine(said, 300) || 'sudo did not start the command.',
    said,
    stage: 'sudo',
    todo: 'Connect as root, or as a user that sudo makes root. Where it asks for a password, run this on a terminal, or allow the user to use it without one (NOPASSWD); where it wants a terminal, add on the host: Defaults:USER !requiretty (visudo).',
  });

/** Why a run ended before its command began. */
export function notStarted(
  name: string,
  [program = '']: readonly string[],
  state: string | undefined,
  exitCode: number | undefined,
  said: string,
  {asRoot, directory, sudoAsked}: RunOptions & {readonly sudoAsked: boolean},
): Failure {
  const code = exitCode === undefined ? '' : ` with code ${exitCode}`;
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
      if (asRoot && (sudoAsked || /sudo/i.test(said)))
        return sudoRefused(name, cleanLine(said) ? said : `sudo ended${code} without starting the command.`);
      return noShell(name, `Its login shell ended${code} before the command began.`, said);
  }
}
