import {Flags} from '@oclif/core';
import {exitCodes, Failure} from '../hosts/failure.ts';
import type {Host} from '../hosts/host.ts';
import {openHosts} from '../hosts/open.ts';
import {defaultJobs} from '../hosts/pool.ts';
import {type Interlude, terminalAsk} from '../hosts/terminal-ask.ts';

/** Which hosts, and how to reach them: the same flags for every command that can work elsewhere. */
export const hostFlags = {
  remote: Flags.string({
    description: 'Work on this host over SSH: [user@]host[:port], ssh://, or an alias of ssh_config; repeatable.',
    multiple: true,
    helpValue: 'HOST',
    helpGroup: 'REMOTE',
  }),
  hosts: Flags.string({
    description: 'Work on the hosts in this file, one a line; # begins a comment; - for standard input.',
    helpValue: 'FILE',
    helpGroup: 'REMOTE',
  }),
  jobs: Flags.integer({
    description: 'Hosts at once.',
    default: defaultJobs,
    min: 1,
    max: 1000,
    helpGroup: 'REMOTE',
  }),
  'accept-new-host-key': Flags.boolean({
    description: 'Trust and remember the key of a host that was never seen. A changed key is refused all the same.',
    helpGroup: 'REMOTE',
  }),
  'ssh-config': Flags.string({
    description: 'Read this file in place of your ssh_config.',
    helpValue: 'FILE',
    helpGroup: 'REMOTE',
  }),
};

export interface HostFlagValues {
  readonly remote?: readonly string[] | undefined;
  readonly hosts?: string | undefined;
  readonly 'accept-new-host-key'?: boolean;
  readonly 'ssh-config'?: string | undefined;
}

/** The hosts that the flags name; this machine when they name none. */
export const hostsOf = (flags: HostFlagValues, interlude?: Interlude): Promise<Host[]> =>
  openHosts({
    remote: flags.remote,
    hostsFile: flags.hosts,
    sshConfig: flags['ssh-config'],
    acceptNewHostKeys: flags['accept-new-host-key'],
    ask: terminalAsk(interlude),
  });

/** The one host that the flags name, for a command that works on one. */
export const hostOf = async (flags: HostFlagValues): Promise<Host> => {
  const [host, second] = await hostsOf(flags);
  if (host && !second) return host;
  throw new Failure({
    what: 'This works on one host at a time.',
    todo: 'Name one with --remote.',
    exitCode: exitCodes.usage,
  });
};
