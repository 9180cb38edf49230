import {readFileSync, writeFileSync} from 'node:fs';
import path from 'node:path';
import type {Sshd} from './sshd.ts';
import {workspace} from './sshd.ts';

/** An ssh_config of the lab, in place of the user's, with its own known_hosts. */
export interface LabClient {
  readonly directory: string;
  readonly configFile: string;
  readonly knownHosts: string;
  /** The content of known_hosts. */
  known(): string;
}

export interface HostEntry {
  readonly name: string;
  readonly sshd: Pick<Sshd, 'address' | 'port' | 'userKey' | 'knownHosts'>;
  readonly user?: string;
  /** More lines for this host. */
  readonly lines?: readonly string[];
}

/** Writes a configuration that names the servers, and a known_hosts that knows those in `known` (default: all). */
export function labClient(
  hosts: readonly HostEntry[],
  {known = hosts.map(({sshd}) => sshd), top = [] as readonly string[]} = {},
): LabClient {
  const directory = workspace('client');
  const configFile = path.join(directory, 'config');
  const knownHosts = path.join(directory, 'known_hosts');
  const sections = hosts.map(({name, sshd, user = 'root', lines = []}) =>
    [
      `Host ${name}`,
      ...lines,
      `HostName ${sshd.address}`,
      `Port ${sshd.port}`,
      `User ${user}`,
      `IdentityFile ${sshd.userKey}`,
    ].join('\n  '),
  );
  const common = [
    'Host *',
    `UserKnownHostsFile ${knownHosts}`,
    'GlobalKnownHostsFile /dev/null',
    'IdentityAgent none',
    'IdentitiesOnly yes',
    'HashKnownHosts no',
  ];
  writeFileSync(configFile, `${[...top, ...sections, common.join('\n  ')].join('\n')}\n`);
  writeFileSync(knownHosts, known.map((sshd) => sshd.knownHosts()).join(''));
  return {directory, configFile, knownHosts, known: () => readFileSync(knownHosts, 'utf8')};
}
