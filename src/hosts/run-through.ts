import {PassThrough, type Writable} from 'node:stream';
import {execa} from 'execa';
import {exitCodes, Failure} from './failure.ts';

/** A command that runs under us: what it prints, and how it ends. */
export interface Through {
  /** Both streams as they come, for whoever reads along. */
  readonly output: AsyncIterable<Uint8Array>;
  /** Its exit code; 128 plus the signal's number when a signal ended it, as shells say. */
  readonly ended: Promise<number>;
}

/**
 * Runs a command on this machine with our own standard input, and passes what it prints on as it comes, however much.
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
  const ended = child.then((result) => {
    output.end();
    if (result.exitCode === undefined && result.signal === undefined)
      throw new Failure({
        what: `${file} could not be started.`,
        why: result.code === 'ENOENT' ? 'There is no such program.' : result.shortMessage,
        todo: 'Check the name, and that it is in PATH.',
        exitCode: exitCodes.usage,
        cause: result.cause,
      });
    return result.exitCode ?? 128;
  });
  return {output, ended};
}
