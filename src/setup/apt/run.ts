import {setTimeout as sleep} from 'node:timers/promises';
import type {Host} from '../../hosts/host.ts';
import {aptEnvironment} from '../../remedies/apt.ts';
import type {Command} from '../../remedies/remedy.ts';
import type {Say} from '../../terminal/task.ts';
import {runRootJob} from '../tasks/root-command.ts';
import {newPace, type Pace} from './pace.ts';
import {parseStatus} from './status.ts';
import {type AptResult, aptFailure, heldLock} from './trouble.ts';

/** Seconds to wait for another package manager where nobody says how long: unattended upgrades take minutes. */
export const usualLockWait = 600;

/** How apt and dpkg are run. */
export interface AptOptions {
  /** Told what is going on, and for whom it waits. */
  readonly say: Say;
  /** Aborting stops downloads at once; what dpkg is doing is always waited for. */
  readonly signal: AbortSignal;
  /** Seconds to wait while another package manager holds a lock. */
  readonly lockWait: number;
  /** What must come to a good end before dpkg begins. Here apt gets ready and downloads beside it. */
  readonly condition?: Promise<unknown>;
  /** Milliseconds after which a download that does not get on is stopped, where it is not the usual time. */
  readonly stall?: number;
}

/**
 * Runs apt-get or dpkg as root in a session of its own, so that Ctrl-C at the terminal does not reach dpkg, and waits while another package
 * manager holds a lock. apt's own DPkg::Lock::Timeout is no help with that: it waits for dpkg's lock only, not for those of the
 * lists and the archives.
 * @throws Failure with its own words when it fails; that of the condition where that fails, and nothing was changed then.
 */
export const runApt = async (host: Host, command: Command, options: AptOptions): Promise<AptResult> => {
  const {say, signal, lockWait, condition} = options;
  if (!host.local) await condition;
  const deadline = Date.now() + lockWait * 1000;
  for (;;) {
    const result = await (host.local ? attemptHere : attemptThere)(host, withOptions(command), options);
    if (result.exitCode === 0) return result;
    const lock = heldLock(result.stderr);
    if (!lock || Date.now() > deadline) throw aptFailure(host, command, result, lock);
    say(`waiting for ${lock.holder} to let go of ${lock.file}`, 'lasting');
    await sleep(2000, undefined, {signal}).catch(() => signal.throwIfAborted());
  }
};

const attemptThere = async (host: Host, command: Command, {say, signal, stall}: AptOptions): Promise<AptResult> => {
  const apt = follow(host, {say, pace: newPace(stall)});
  const {exitCode, output} = await runRootJob(host, announced(command), {
    environment: aptEnvironment,
    signal,
    onLine: apt.hear,
    onLost: say,
  });
  if (exitCode !== 0) apt.throwIfSlow(command);
  return {exitCode, stderr: output, stdout: Buffer.alloc(0)};
};

/** Tells its process id first, then becomes the command. */
const announced = (command: Command): Command => ['sh', '-c', 'echo "apt-pid $$"; exec "$0" "$@"', ...command];

/** Before dpkg apt runs this, and goes no further where it fails: it waits for a line on standard input, apt.conf(5). */
const awaitLine = ['-o', 'DPkg::Pre-Invoke::=read -r line'];

const attemptHere = async (
  host: Host,
  [program = '', ...args]: Command,
  {say, signal, condition, stall}: AptOptions,
): Promise<AptResult> => {
  const apt = follow(host, {say, pace: newPace(stall), unpacking: program !== 'apt-get'});
  signal.addEventListener('abort', apt.stop);
  const inputAfter = condition?.then(() => signal.throwIfAborted());
  inputAfter?.catch(apt.stop);
  const command = [program, ...(inputAfter ? awaitLine : []), ...args];
  try {
    const result = await host.run(['setsid', '--wait', ...announced(command)], {
      asRoot: true,
      ...(inputAfter && {input: 'go on\n', inputAfter}),
      whole: true,
      environment: aptEnvironment,
      onLine: (line, stream) => {
        if (stream === 'stdout') apt.hear(line);
      },
    });
    signal.throwIfAborted();
    if (result.exitCode !== 0) apt.throwIfSlow(command);
    await condition;
    return result;
  } finally {
    signal.removeEventListener('abort', apt.stop);
  }
};

/** Follows apt by the lines that it prints, and stops it where its download does not get on. */
const follow = (
  host: Host,
  {say, pace, unpacking = false}: {readonly say: Say; readonly pace: Pace; readonly unpacking?: boolean},
) => {
  let pid = '';
  let busy = unpacking;
  let slow = false;
  const stop = () => {
    // apt heeds SIGINT while it downloads, but not where it was started in the background, as jobs elsewhere are: sh has them ignore it.
    // Once dpkg is at work it must be left to finish. A minimal system has no kill(1), its sh has.
    const signal = host.local ? 'INT' : 'TERM';
    if (pid && !busy) host.run(['sh', '-c', `kill -${signal} "$1"`, 'sh', pid], {asRoot: true}).catch(() => {});
  };
  return {
    stop,
    hear: (line: string) => {
      pid ||= /^apt-pid (\d+)$/.exec(line)?.[1] ?? '';
      // What it takes, in apt's own words.
      if (/^(?:Need to get|After this operation,) /.test(line)) say(line, 'lasting');
      const status = parseStatus(line);
      if (status) say(`${String(Math.round(status.percent)).padStart(3)} %  ${status.text}`);
      if (status?.kind === 'pmstatus') busy = true;
      if (slow || busy || !pace.stands(line, status)) return;
      slow = true;
      stop();
    },
    throwIfSlow: (command: Command) => {
      if (slow) throw pace.failure(command);
    },
  };
};

/** A changed configuration file is kept as its owner made it. */
const keepConfiguration = ['--force-confdef', '--force-confold'];

const withOptions = ([program = '', ...args]: Command): Command =>
  program === 'apt-get'
    ? [
        program,
        ...['-o', 'APT::Status-Fd=1', '-o', 'Acquire::Retries=3'],
        ...keepConfiguration.flatMap((force) => ['-o', `Dpkg::Options::=${force}`]),
        ...args,
      ]
    : [program, ...keepConfiguration, ...args];
