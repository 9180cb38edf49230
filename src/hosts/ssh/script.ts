import {randomBytes} from 'node:crypto';
import {exitCodes, Failure} from '../failure.ts';
import type {RunOptions} from '../host.ts';
import {quote} from '../quote.ts';

/** A mark that only this run knows: what a login shell says before it is noise. */
export interface Mark {
  readonly text: string;
  /** Shell words that print it. Cut in two, so that a shell that echoes its commands (`set -x`, csh's `verbose`) does not forge it. */
  readonly words: string;
}

export function drawMark(): Mark {
  const [left, right] = [randomBytes(8).toString('hex'), randomBytes(8).toString('hex')];
  return {text: left + right, words: `${left} ${right}`};
}

function refuse(what: string): never {
  throw new Failure({what, exitCode: exitCodes.usage});
}

const plainName = /^[A-Za-z_][A-Za-z0-9_]*$/;

/** What comes before the command itself: says that it begins on both streams. `$1` is the process group, when it is another's. */
function beginning(command: readonly string[], {directory, environment = {}}: RunOptions, {words}: Mark): string {
  const [program = ''] = command;
  if (program === '' || program.startsWith('-')) refuse(`Not a program: ${JSON.stringify(program)}`);
  const exports = Object.entries(environment).map(([name, value]) => {
    if (!plainName.test(name)) refuse(`Not the name of a variable: ${JSON.stringify(name)}`);
    return `export ${name}=${quote(value)}`;
  });
  // A relative directory must not go through CDPATH or be taken for an option.
  const enter =
    directory === undefined
      ? []
      : [
          `cd ${quote(directory.startsWith('/') ? directory : `./${directory}`)} 2>/dev/null || { printf '%s%s directory\\n' ${words} >&2; exit 1; }`,
        ];
  return [
    ...exports,
    ...enter,
    `command -v ${quote(program)} >/dev/null 2>&1 || { printf '%s%s missing\\n' ${words} >&2; exit 127; }`,
    `printf '%s%s\\n' ${words}`,
    `printf '%s%s run %s %s\\n' ${words} "\${1:-$$}" $$ >&2`,
  ].join('\n');
}

/** A script in two parts: the latter is the same at every run of the same command. */
export interface Script {
  readonly begin: string;
  readonly rest: string;
}

/**
 * A non-login shell often has no /usr/sbin, messages that are read must be in one language. What is made can be used by its owner, and be written
 * by nobody else, whatever the umask.
 */
const surroundings = `umask u+rwx,go-w
PATH=\${PATH:-/usr/bin:/bin}:/usr/local/sbin:/usr/sbin:/sbin LC_ALL=C
export PATH LC_ALL`;

/** Reads a script of so many bytes from standard input, and not one more: what comes after it is the command's. */
export const scriptFromInput = (bytes: number): string => `eval "$(dd bs=1 count=${bytes} 2>/dev/null)"`;

/** How root is reached when the user is another: with a password read from standard input, or not at all if one is needed. */
export type Elevation = 'ask' | 'never-ask';

/**
 * The script of one run. On stderr a line with the mark tells how it went: `run GROUP PID`, `missing`, `directory`, `no-sudo`; the prompt
 * `ask` wants the password on stdin.
 */
export function runScript(command: readonly string[], options: RunOptions, mark: Mark, elevation: Elevation): Script {
  const begin = beginning(command, options, mark);
  const rest = `\nexec ${command.map(quote).join(' ')}`;
  if (!options.asRoot) return {begin: `${surroundings}\nset --\n${begin}`, rest};
  const [left, right] = mark.words.split(' ');
  const flags = elevation === 'ask' ? `-S -p ${left}''${right}' ask '` : '-n';
  const elevated = [
    surroundings,
    `body=${quote(`${surroundings}\n${begin}${rest}`)}`,
    // `id` and not $UID, which POSIX does not know.
    'set --; [ "$(id -u)" = 0 ] && eval "$body"',
    `command -v sudo >/dev/null 2>&1 || { printf '%s%s no-sudo\\n' ${mark.words} >&2; exit 1; }`,
    `exec sudo ${flags} -- sh -c "$body" sh $$`,
  ];
  return {begin: elevated.join('\n'), rest: ''};
}

/** Ends a command's process group: politely, then after two seconds for good. */
export function killScript(group: number, pid: number): string {
  return [
    `alive() { kill -0 -${group} 2>/dev/null || kill -0 ${pid} 2>/dev/null; }`,
    `kill -TERM -${group} 2>/dev/null || kill -TERM ${pid} 2>/dev/null`,
    'i=0; while alive && [ $i -lt 20 ]; do sleep 0.1 2>/dev/null || sleep 1; i=$((i+1)); done',
    `alive && { kill -KILL -${group} 2>/dev/null; kill -KILL ${pid} 2>/dev/null; }`,
    'exit 0',
  ].join('\n');
}
