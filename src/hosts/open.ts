import type {Ask} from './ask.ts';
import {exitCodes, Failure} from './failure.ts';
import type {Host} from './host.ts';
import {localHost} from './local.ts';
import {readBounded} from './read-bounded.ts';
import {reasonOf} from './reason.ts';
import {unlessAborted} from './unless-aborted.ts';

/** Which hosts, and how they are reached. */
export interface HostChoice {
  /** Destinations, as the user wrote them. */
  readonly remote?: readonly string[] | undefined;
  /** Read in place of the user's ssh_config. */
  readonly sshConfig?: string | undefined;
  readonly acceptNewHostKeys?: boolean | undefined;
  /** Milliseconds for a connection, whatever ssh_config says. */
  readonly connectTimeout?: number | undefined;
  readonly ask?: Ask | undefined;
  /** Ends every attempt to connect. */
  readonly signal?: AbortSignal | undefined;
}

/** Bytes: an earlier report of some thousand hosts is a list, too. */
const largestList = 256 << 20;

/** A list of hosts as text: a file, or standard input for `-`. Who writes to a pipe may take his time, and `signal` ends the waiting. */
export async function readHostList(file: string, signal?: AbortSignal): Promise<string> {
  try {
    const reading = readBounded(file === '-' ? process.stdin : file, largestList);
    return (await unlessAborted(reading, signal)).toString();
  } catch (cause) {
    signal?.throwIfAborted();
    throw new Failure({
      what: `The list of hosts ${file === '-' ? 'on standard input' : file} could not be read.`,
      why: reasonOf(cause),
      todo: 'Name a file with one host a line, a report of ebpf, or - for standard input: --hosts FILE.',
      exitCode: exitCodes.usage,
      cause,
    });
  }
}

/** The hosts that were asked for, this machine if none was. Nothing is connected yet, and a local run loads nothing of SSH. */
export async function openHosts({
  remote = [],
  sshConfig,
  acceptNewHostKeys,
  connectTimeout,
  ask,
  signal,
}: HostChoice): Promise<Host[]> {
  if (remote.length === 0) return [localHost()];
  const [{sshHost}, {newShared}] = await Promise.all([import('./ssh/host.ts'), import('./ssh/shared.ts')]);
  const settings = {ask, acceptNewHostKeys, shared: newShared(sshConfig, signal, connectTimeout)};
  return [...new Set(remote)].map((name) => sshHost(name, settings));
}
