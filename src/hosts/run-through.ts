import {type ChildProcessByStdio, spawn} from 'node:child_process';
import {constants} from 'node:os';
import {PassThrough, type Readable, type Writable} from 'node:stream';
import {endWithUs} from './child.ts';
import {exitCodes, Failure} from './failure.ts';
import {reasonOf} from './reason.ts';

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
  const output = new PassThrough();
  let child: ChildProcessByStdio<null, Readable, Readable>;
  try {
    child = spawn(file, args, {stdio: ['inherit', 'pipe', 'pipe']});
  } catch (error) {
    output.end();
    return {output, ended: Promise.reject(notStarted(file, error as NodeJS.ErrnoException))};
  }
  const forget = endWithUs(child);
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
  const ended = new Promise<Ending>((resolve, reject) => {
    child.on('error', (error) => child.pid === undefined && reject(notStarted(file, error)));
    child.once('close', (exitCode, signal) =>
      resolve(signal ? {exitCode: 128 + constants.signals[signal], signal} : {exitCode: exitCode ?? 0}),
    );
  }).finally(() => {
    clearTimeout(leaving);
    process.off('SIGINT', interrupt);
    forget();
    output.end();
  });
  return {output, ended};
}

const reasons: Readonly<Record<string, string>> = {
  ENOENT: 'There is no such program.',
  EACCES: 'It is a directory, or may not be executed.',
  ENOEXEC: 'It is not a program of this machine.',
};

const notStarted = (file: string, cause: NodeJS.ErrnoException): Failure =>
  new Failure({
    what: `${file} could not be started.`,
    why: reasons[cause.code ?? ''] ?? reasonOf(cause),
    todo: 'Check the name, and that it is in PATH.',
    exitCode: exitCodes.usage,
    cause,
  });
