import {constants} from 'node:os';
import {PassThrough, type Writable} from 'node:stream';
import {execa} from 'execa';
import {exitCodes, Failure} from './failure.ts';

/** How a command ended. */
export interface Ending {
  /** 128 plus the signal's number when a signal ended it, as shells say. */
  readonly exitCode: number;
  readonly signal?: NodeJS.Signals;
}

/** A command that runs under us: what it prints, and how it ends. */
export interface Through {
  /** Both streams as they come, for whoever reads along. */
  readonly output: AsyncIterable<Uint8Array>;
  readonly ended: Promise<Ending>;
}

/** Milliseconds that are left to what a command started and left behind: a daemon may hold the pipes for ever. */
const afterwards = 1000;

/**
 * Runs a command on this machine with our own standard input, and passes what it prints on as it comes, however much. Ctrl-C is
 * for the command to answer, as under time(1): a loader detaches then, and ends as it likes.
 * `ended` rejects with a {@link Failure} when it could not be started.
 */
export function runThrough(command: readonly string[], stdout: Writable, stderr: Writable): Through {
  const [file = '', ...args] = command;
  const child = execa(file, args, {stdin: 'inherit', buffer: false, reject: false, encoding: 'buffer'});
  const output = new PassThrough();
  child.stdout.pipe(stdout, {end: false});
  child.stderr.pipe(stderr, {end: false});
  child.stdout.pipe(output, {end: false});
  child.stderr.pipe(output, {end: false});
  // A terminal sends it to the command itself.
  const interrupt = () => process.stdin.isTTY || child.kill('SIGINT');
  process.on('SIGINT', interrupt);
  let leaving: NodeJS.Timeout | undefined;
  child.once('exit', () => {
    leaving = setTimeout(() => {
      child.stdout.destroy();
      child.stderr.destroy();
    }, afterwards);
  });
  const ended = child.then((result) => {
    clearTimeout(leaving);
    process.off('SIGINT', interrupt);
    output.end();
    // Where the pipes were held, execa knows of that only; the process itself ended before.
    const signal = result.signal ?? child.signalCode ?? undefined;
    const exitCode = result.exitCode ?? child.exitCode ?? -1;
    if (signal !== undefined) return {exitCode: 128 + constants.signals[signal], signal};
    // Node has the negative errno there of a start that failed.
    if (exitCode < 0) throw notStarted(file, result);
    return {exitCode};
  });
  return {output, ended};
}

const reasons: Readonly<Record<string, string>> = {
  ENOENT: 'There is no such program.',
  EACCES: 'It is a directory, or may not be executed.',
  ENOEXEC: 'It is no program of this machine.',
};

const notStarted = (file: string, {code = '', shortMessage, cause}: Failed): Failure =>
  new Failure({
    what: `${file} could not be started.`,
    why: reasons[code] ?? shortMessage,
    todo: 'Check the name, and that it is in PATH.',
    exitCode: exitCodes.usage,
    cause,
  });

interface Failed {
  readonly code?: string | undefined;
  readonly shortMessage?: string | undefined;
  readonly cause?: unknown;
}
