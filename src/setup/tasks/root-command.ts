import {randomBytes} from 'node:crypto';
import type {Host} from '../../hosts/host.ts';
import {followJob, removeJob, runJob, runningJobs} from '../../hosts/job.ts';
import {persist} from '../../hosts/persist.ts';
import type {Command} from '../../remedies/remedy.ts';

/** How a command of root is run on a host elsewhere. */
export interface RootCommandOptions {
  readonly environment: Readonly<Record<string, string>>;
  /** Called with each line of either stream. */
  readonly onLine?: (line: string) => void;
  /** Called when the host was lost; the command goes on there. */
  readonly onLost?: (text: string) => void;
  readonly signal?: AbortSignal | undefined;
}

/** How it ended. */
export interface RootCommandResult {
  readonly exitCode: number | undefined;
  /** The last lines of both streams. */
  readonly output: string;
}

/** Lines of output that are kept. */
const kept = 500;

/**
 * Runs a command of root on a remote host as a job of its own, so that neither a cut connection nor Ctrl-C here ends dpkg in the middle
 * of its work. Aborting only stops following it: a later setup finds it.
 */
export const runRootJob = async (
  host: Host,
  command: Command,
  {environment, onLine, onLost, signal}: RootCommandOptions,
): Promise<RootCommandResult> => {
  const lines: string[] = [];
  const job = {id: `setup-${randomBytes(6).toString('hex')}`, command, asRoot: true, environment};
  const exitCode = await runJob(host, job, {
    onLine: (line) => {
      lines.push(line);
      if (lines.length > kept) lines.shift();
      onLine?.(line);
    },
    onLost: ({what}) => onLost?.(`${what}; the work goes on there, trying to reach it again`),
    ...(signal && {signal}),
  });
  await removeJob(host, job);
  return {exitCode, output: lines.join('\n')};
};

/** Waits for what an earlier setup, whose connection was cut, still does on the host. */
export const awaitEarlier = async (host: Host, say: (text: string) => void, signal: AbortSignal): Promise<void> => {
  const ids = await persist(() => runningJobs(host, {asRoot: true}), {signal});
  for (const id of ids) {
    if (!id.startsWith('setup-')) continue;
    say(`An earlier setup is still at work on ${host.name}: waiting until it is done.`);
    await followJob(host, {id, asRoot: true}, {signal});
    await removeJob(host, {id, asRoot: true});
  }
};
