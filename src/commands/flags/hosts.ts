import {Flags} from '@oclif/core';
import {type Limit, limits, listedHosts} from '../../assess/hosts-of-report.ts';
import type {Host} from '../../hosts/host.ts';
import {localHost} from '../../hosts/local.ts';
import {openHosts, readHostList} from '../../hosts/open.ts';
import {defaultJobs} from '../../hosts/pool.ts';
import {forHosts} from '../../hosts/short-run.ts';
import {type Interlude, terminalAsk} from '../../terminal/ask.ts';
import {FleetProgress} from '../../terminal/fleet-progress.ts';
import {repeatable} from './repeatable.ts';

const group = {helpGroup: 'REMOTE'};

const waysThere = {
  'accept-new-host-key': Flags.boolean({
    description: 'Trust and remember the key of a host that was never seen. A changed key is refused all the same.',
    ...group,
  }),
  'ssh-config': Flags.string({
    description: 'Read this file in place of your ssh_config; "none" reads no configuration.',
    helpValue: 'FILE',
    ...group,
  }),
  'connect-timeout': Flags.integer({
    description: 'Seconds to wait for a connection. Default: ConnectTimeout of your ssh_config, else 15.',
    min: 1,
    max: 3600,
    helpValue: 'SECONDS',
    ...group,
  }),
};

/** For a command that works on one host. */
export const hostFlagsOfOne = {
  remote: Flags.string({
    description: 'Work on this host over SSH: [user@]host[:port], ssh://, or an alias of ssh_config.',
    helpValue: 'HOST',
    ...group,
  }),
  ...waysThere,
};

/** For a command that works on any number of hosts. */
export const hostFlags = {
  remote: Flags.string({
    description: 'Work on this host over SSH: [user@]host[:port], ssh://, or an alias of ssh_config; repeatable.',
    ...repeatable,
    helpValue: 'HOST',
    ...group,
  }),
  hosts: Flags.string({
    description:
      'Work on the hosts in this file, one a line (# begins a comment), or of an earlier report (JSON); - for standard input.',
    helpValue: 'FILE',
    ...group,
  }),
  limit: Flags.option({
    description: 'Of an earlier report, only the hosts that were not ready, or that were not reached.',
    options: limits,
    ...group,
  })(),
  jobs: Flags.integer({
    description: 'Number of hosts to process in parallel.',
    default: defaultJobs,
    min: 1,
    max: 1000,
    helpValue: 'N',
    ...group,
  }),
  ...waysThere,
};

interface WayThere {
  readonly 'accept-new-host-key'?: boolean;
  readonly 'ssh-config'?: string | undefined;
  readonly 'connect-timeout'?: number | undefined;
}

/** What was given for {@link hostFlags}. */
export interface HostFlagValues extends WayThere {
  readonly remote?: readonly string[] | undefined;
  readonly hosts?: string | undefined;
  readonly limit?: Limit | undefined;
}

/** What ends the attempts to connect. */
interface Stopping {
  readonly signal?: AbortSignal | undefined;
}

/** Whether the flags name hosts elsewhere. */
export const elsewhere = ({
  remote,
  hosts,
}: HostFlagValues | (OneHostFlagValues & {readonly hosts?: undefined})): boolean =>
  (remote?.length ?? 0) > 0 || hosts !== undefined;

/** Whether the flags may name several hosts. */
export const several = ({remote = [], hosts}: HostFlagValues): boolean => remote.length > 1 || hosts !== undefined;

/** The flags that name the hosts, for another command; a list that came through a pipe must be a file there. */
export const hostsAsked = ({remote = [], hosts}: HostFlagValues): readonly string[] => [
  ...remote.flatMap((name) => ['--remote', name]),
  ...(hosts === undefined ? [] : ['--hosts', hosts === '-' ? 'FILE' : hosts]),
];

/** The hosts that the flags name; this machine when they name none. */
const hostsOf = async (
  flags: HostFlagValues,
  {signal, interlude}: {readonly interlude?: Interlude} & Stopping,
): Promise<Host[]> => {
  const {remote = [], hosts: file, 'connect-timeout': seconds} = flags;
  const listed = file === undefined ? [] : listedHosts(await readHostList(file, signal), file, flags.limit);
  const names = [...remote, ...listed];
  return openHosts({
    remote: names,
    sshConfig: flags['ssh-config'],
    acceptNewHostKeys: flags['accept-new-host-key'],
    connectTimeout: seconds === undefined ? undefined : seconds * 1000,
    ask: terminalAsk(names.length > 1, interlude),
    signal,
  });
};

/**
 * The hosts that the flags name, and how far the work on them is: shown on stderr where they are several, making way for questions, and
 * nowhere else.
 */
export const fleetOf = async (
  flags: HostFlagValues,
  {silent, signal}: {readonly silent: boolean} & Stopping,
): Promise<{hosts: Host[]; progress: FleetProgress}> => {
  const progress = new FleetProgress();
  const hosts = await hostsOf(flags, {
    signal,
    interlude: {before: () => progress.pause(), after: () => progress.resume()},
  });
  forHosts(hosts.length);
  if (hosts.length > 1 && !silent) progress.begin(hosts.length, process.stderr);
  return {hosts, progress};
};

/** What was given for {@link hostFlagsOfOne}. */
export interface OneHostFlagValues extends WayThere {
  readonly remote?: string | undefined;
}

/** The host that the flag names; this machine when it names none. */
export const hostOf = async ({remote, ...way}: OneHostFlagValues, signal?: AbortSignal): Promise<Host> => {
  const [host] = await hostsOf({...way, remote: remote === undefined ? [] : [remote]}, {signal});
  return host ?? localHost();
};
