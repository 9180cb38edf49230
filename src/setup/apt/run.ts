import {setTimeout as sleep} from 'node:timers/promises';
import type {Host} from '../../hosts/host.ts';
import {aptEnvironment} from '../../remedies/apt.ts';
import type {Command} from '../../remedies/remedy.ts';
import type {Say} from '../../terminal/task.ts';
import {runRootJob} from '../tasks/root-command.ts';
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
}

/**
 * Runs apt-get or dpkg as root in a session of its own, so that Ctrl-C at the terminal does not reach dpkg, and waits while another package
 * manager holds a lock. apt's own DPkg::Lock::Timeout is no help with that: it waits for dpkg's lock only, not for those of the
 * lists and the archives.
 * @throws Failure with its own words when it fails.
 */
export const runApt = async (host: Host, command: Command, options: AptOptions): Promise<AptResult> => {
  const {say, signal, lockWait} = options;
  const deadline = Date.now() + lockWait * 1000;
  for (;;) {
    const result = await (host.local ? attemptHere : attemptThere)(host, withOptions(command), options);
    if (result.exitCode === 0) return result;
    const lock = heldLock(result.stderr);
    if (!lock || Date.now() > deadline) throw await aptFailure(host, command, result, lock);
    say(`waiting for ${lock.holder} to let go of ${lock.file}`, 'lasting');
    await sleep(2000, undefined, {signal}).catch(() => signal.throwIfAborted());
  }
};

const attemptThere = async (host: Host, command: Command, {say, signal}: AptOptions): Promise<AptResult> => {
  const {exitCode, output} = await runRootJob(host, command, {
    environment: aptEnvironment,
    signal,
    onLine: (line) => follow(line, say),
    onLost: say,
  });
  return {exitCode, stderr: output, stdout: Buffer.alloc(0)};
};

/** Tells its process id first, then becomes the command. */
const announce = 'echo "apt-pid $$"; exec "$0" "$@"';

const attemptHere = async (host: Host, command: Command, {say, signal}: AptOptions): Promise<AptResult> => {
  let pid = '';
  let unpacking = command[0] !== 'apt-get';
  const stop = () => {
    // apt heeds SIGINT while it downloads. Once dpkg is at work it must be left to finish. A minimal system has no kill(1), its sh has.
    if (pid && !unpacking) host.run(['sh', '-c', 'kill -INT "$1"', 'sh', pid], {asRoot: true}).catch(() => {});
  };
  signal.addEventListener('abort', stop);
  try {
    const result = await host.run(['setsid', '--wait', 'sh', '-c', announce, ...command], {
      asRoot: true,
      whole: true,
      environment: aptEnvironment,
      onLine: (line, stream) => {
        if (stream !== 'stdout') return;
        pid = /^apt-pid (\d+)$/.exec(line)?.[1] ?? pid;
        if (follow(line, say) === 'pmstatus') unpacking = true;
      },
    });
    signal.throwIfAborted();
    return result;
  } finally {
    signal.removeEventListener('abort', stop);
  }
};

const follow = (line: string, say: Say): 'dlstatus' | 'pmstatus' | undefined => {
  const status = parseStatus(line);
  if (status) say(`${String(Math.round(status.percent)).padStart(3)} %  ${status.text}`);
  return status?.kind;
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
