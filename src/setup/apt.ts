import {setTimeout as sleep} from 'node:timers/promises';
import type {Command} from '../checks/check.ts';
import {cleanLine} from '../hosts/clean.ts';
import {Failure} from '../hosts/failure.ts';
import type {Host, RunResult} from '../hosts/host.ts';
import {aptEnvironment} from '../remedies/apt.ts';
import {runRootJob} from './root-command.ts';

export interface AptOptions {
  /** Called with a line on what is going on, and how far it is in percent where apt tells. */
  readonly onProgress?: (text: string, percent?: number) => void;
  /** Aborting stops downloads at once; what dpkg is doing is always waited for. */
  readonly signal?: AbortSignal | undefined;
  /** Milliseconds to wait for another package manager. Default: ten minutes. */
  readonly lockWait?: number;
}

const lockWait = 600_000;

/**
 * Runs apt-get as root in a session of its own, so that Ctrl-C at the terminal does not reach dpkg, and waits while another package
 * manager holds a lock. apt's own DPkg::Lock::Timeout is no help with that: it waits for dpkg's lock only, not for those of the
 * lists and the archives.
 * @throws Failure with apt's own words when it fails.
 */
export const runApt = async (host: Host, command: Command, options: AptOptions = {}): Promise<void> => {
  const deadline = Date.now() + (options.lockWait ?? lockWait);
  for (;;) {
    const result = await attempt(host, command, options);
    if (result.exitCode === 0) return;
    const busy = lockHolder(result.stderr);
    if (!busy || Date.now() > deadline) throw aptFailure(command, result, busy);
    options.onProgress?.(`waiting for ${busy}, which is installing something`);
    await sleep(2000, undefined, options.signal ? {signal: options.signal} : {});
  }
};

/** Tells its process id first, then becomes apt-get. */
const announce = 'echo "apt-pid $$"; exec "$0" "$@"';

type AptResult = Pick<RunResult, 'exitCode' | 'stderr' | 'stdout'>;

const attempt = (host: Host, command: Command, options: AptOptions): Promise<AptResult> =>
  host.local ? attemptHere(host, command, options) : attemptThere(host, command, options);

const withOptions = ([program = '', ...args]: Command): Command => [
  program,
  '-o',
  'APT::Status-Fd=1',
  '-o',
  'Acquire::Retries=3',
  ...dpkgOptions,
  ...args,
];

const attemptThere = async (host: Host, command: Command, {onProgress, signal}: AptOptions): Promise<AptResult> => {
  const {exitCode, output} = await runRootJob(host, withOptions(command), {
    environment: aptEnvironment,
    signal,
    onLine: (line) => {
      const status = parseStatus(line);
      if (status) onProgress?.(status.text, status.percent);
    },
    ...(onProgress && {onLost: onProgress}),
  });
  return {exitCode, stderr: output, stdout: Buffer.alloc(0)};
};

const attemptHere = async (host: Host, command: Command, {onProgress, signal}: AptOptions): Promise<AptResult> => {
  let pid = '';
  let unpacking = false;
  const stop = () => {
    // apt heeds SIGINT while it downloads. Once dpkg is at work it must be left to finish.
    if (pid && !unpacking) host.run(['kill', '-INT', pid], {asRoot: true}).catch(() => {});
  };
  signal?.addEventListener('abort', stop);
  try {
    const result = await host.run(['setsid', '--wait', 'sh', '-c', announce, ...withOptions(command)], {
      asRoot: true,
      environment: aptEnvironment,
      onLine: (line, stream) => {
        if (stream !== 'stdout') return;
        pid = /^apt-pid (\d+)$/.exec(line)?.[1] ?? pid;
        const status = parseStatus(line);
        if (status) {
          unpacking ||= status.kind === 'pmstatus';
          onProgress?.(status.text, status.percent);
        }
      },
    });
    signal?.throwIfAborted();
    return result;
  } finally {
    signal?.removeEventListener('abort', stop);
  }
};

/** A changed configuration file is kept as its owner made it. */
const dpkgOptions = ['-o', 'Dpkg::Options::=--force-confdef', '-o', 'Dpkg::Options::=--force-confold'];

interface Status {
  readonly kind: 'dlstatus' | 'pmstatus';
  readonly percent: number;
  readonly text: string;
}

/** A line of APT::Status-Fd: `pmstatus:clang:40.0:Installing clang (amd64)`. The package may hold colons itself (`libc6:amd64`). */
export const parseStatus = (line: string): Status | undefined => {
  const match = /^(dlstatus|pmstatus):(?:.*?):(\d+(?:\.\d+)?):(.*)$/.exec(line);
  return match
    ? {kind: match[1] as Status['kind'], percent: Number(match[2]), text: cleanLine(match[3] ?? '')}
    : undefined;
};

/** Who holds a lock, by apt's words; undefined when that is not what went wrong. */
export const lockHolder = (stderr: string): string | undefined => {
  if (!/Could not get lock|Unable to (?:acquire|lock)|is another process using it/i.test(stderr)) return undefined;
  const [, pid, name] = /held by process (\d+)(?: \(([^)]*)\))?/.exec(stderr) ?? [];
  return pid ? `${cleanLine(name || 'another package manager')} (process ${pid})` : 'another package manager';
};

const aptFailure = (command: Command, {exitCode, stderr, stdout}: AptResult, busy: string | undefined): Failure => {
  const lines = `${stderr}\n${stdout.toString('utf8')}`
    .split('\n')
    .map((line) => cleanLine(line))
    .filter((line) => /^(?:E|Err|dpkg): ?|^W: .*(?:Failed|resolving)/.test(line));
  const why = [...new Set(lines)].slice(0, 8).join('\n') || `Exit code ${exitCode ?? 'none: it was killed'}.`;
  return new Failure({
    what: `${command.slice(0, 2).join(' ')} failed.`,
    why,
    todo: busy ? `Try again when ${busy} is done.` : advice(why),
  });
};

/** What to do about apt's own words. */
const advice = (why: string): string => {
  if (/dpkg was interrupted/.test(why)) return 'Complete it, then run setup again: sudo dpkg --configure -a';
  if (/No space left|not enough free space|don't have enough free space/i.test(why))
    return 'Free some space (sudo apt-get clean), then run setup again.';
  if (
    /Temporary failure resolving|Could not resolve|Could not connect|Connection (?:timed out|refused)|Network is unreachable/i.test(
      why,
    )
  ) {
    return 'The mirrors in /etc/apt/sources.list* are out of reach from here: look at the network or the proxy, then run setup again.';
  }
  if (/Malformed|sources\.list|does not have a Release file|not signed|NO_PUBKEY/i.test(why))
    return 'Mend the entry that apt names in /etc/apt, then run setup again.';
  if (/404|no longer has|Hash Sum mismatch/i.test(why))
    return 'The lists and the mirror disagree: run "sudo apt-get update", then setup again.';
  if (/unmet dependencies|held broken packages/i.test(why))
    return 'Look at what holds them: apt-mark showhold; apt-cache policy PACKAGE.';
  return 'Run the command by hand to see all that it says, then run setup again.';
};
