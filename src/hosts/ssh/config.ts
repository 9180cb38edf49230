import {existsSync} from 'node:fs';
import {homeHere, userHere} from '../user.ts';
import type {Destination} from './destination.ts';
import {expandPath, type TokenValues} from './tokens.ts';

/** Settings by lower-case name, as `ssh -G` prints them: a repeated one has several values. */
export type RawConfig = ReadonlyMap<string, readonly string[]>;

/** What of ssh_config matters here, with tokens and defaults filled in. */
export interface SshConfig {
  /** The name as the user gave it; %n. */
  readonly original: string;
  readonly host: string;
  readonly port: number;
  readonly user: string;
  /** The name that known_hosts is asked for instead of host and port. */
  readonly hostKeyAlias: string | undefined;
  readonly knownHosts: readonly string[];
  readonly globalKnownHosts: readonly string[];
  readonly hashKnownHosts: boolean;
  readonly strictHostKeyChecking: 'yes' | 'ask' | 'accept-new' | 'no';
  readonly identityFiles: readonly string[];
  readonly identitiesOnly: boolean;
  /** The agent's socket. */
  readonly agent: string | undefined;
  readonly certificateFiles: readonly string[];
  /** Hops in order, each `[user@]host[:port]` or ssh://. */
  readonly proxyJump: readonly string[];
  readonly proxyCommand: string | undefined;
  /** Milliseconds. */
  readonly connectTimeout: number;
  /** Milliseconds. */
  readonly aliveInterval: number;
  readonly aliveCount: number;
  readonly addressFamily: 4 | 6 | 0;
  readonly bindAddress: string | undefined;
  readonly passwordPrompts: number;
  readonly methods: {
    readonly publickey: boolean;
    readonly keyboard: boolean;
    readonly password: boolean;
    readonly gssapi: boolean;
  };
  /** Algorithms that the user allows; undefined: ssh_config was not asked. */
  readonly algorithms: Readonly<Record<'kex' | 'cipher' | 'hmac' | 'serverHostKey', readonly string[] | undefined>>;
  /** Settings that only OpenSSH itself can carry out, by name. */
  readonly onlyOpenSsh: readonly string[];
  /** The configuration given in place of the user's. */
  readonly file: string | undefined;
  readonly tokens: TokenValues;
}

const none = (value: string | undefined): string | undefined =>
  value === undefined || value === '' || value.toLowerCase() === 'none' ? undefined : value;

/**
 * `ssh -G` prints file names unquoted, with a space between. A piece that does not exist is joined to the next as long as that
 * gives a file that does, so `~/my keys/known_hosts` is found.
 */
function splitFiles(text: string | undefined): string[] {
  const files: string[] = [];
  const words = (text ?? '').split(' ').filter((word) => word !== '' && word !== 'none');
  for (let at = 0; at < words.length; at++) {
    let end = at + 1;
    if (!existsSync(words[at] ?? '')) {
      const joined = words.findIndex((_, index) => index > at && existsSync(words.slice(at, index + 1).join(' ')));
      if (joined > at) end = joined + 1;
    }
    files.push(words.slice(at, end).join(' '));
    at = end - 1;
  }
  return files;
}

function strictness(value: string | undefined): SshConfig['strictHostKeyChecking'] {
  switch (value?.toLowerCase()) {
    case 'true':
    case 'yes':
      return 'yes';
    case 'false':
    case 'no':
    case 'off':
      return 'no';
    case 'accept-new':
      return 'accept-new';
    default:
      return 'ask';
  }
}

const defaultIdentities = ['id_rsa', 'id_ecdsa', 'id_ecdsa_sk', 'id_ed25519', 'id_ed25519_sk'].map(
  (name) => `~/.ssh/${name}`,
);

/** Milliseconds. */
export const usualConnectTimeout = 15_000;

/** Makes settings out of raw ones, whichever way they were read. */
export function fromRaw(raw: RawConfig, destination: Destination, file?: string): SshConfig {
  const one = (name: string): string | undefined => raw.get(name)?.[0];
  const yes = (name: string, otherwise: boolean): boolean => {
    const value = one(name)?.toLowerCase();
    return value === undefined ? otherwise : value === 'yes' || value === 'true';
  };
  const seconds = (name: string): number => Number(one(name)) * 1000 || 0;
  const list = (name: string): readonly string[] | undefined => one(name)?.split(',');
  const host = one('hostname') ?? destination.host;
  const user = destination.user ?? one('user') ?? userHere();
  const port = destination.port ?? (Number(one('port')) || 22);
  const alias = one('hostkeyalias');
  const jump = none(one('proxyjump'));
  const tokens: TokenValues = {
    original: destination.host,
    host,
    port,
    user,
    ...(alias ? {alias} : {}),
    ...(jump ? {jump} : {}),
  };
  const paths = (values: readonly string[]) => values.map((value) => expandPath(value, tokens));
  const agent = one('identityagent') ?? 'SSH_AUTH_SOCK';
  const agentPath =
    agent === 'SSH_AUTH_SOCK'
      ? process.env.SSH_AUTH_SOCK
      : /^\$\w+$/.test(agent)
        ? process.env[agent.slice(1)]
        : expandPath(agent, tokens);
  const knownHosts = splitFiles(
    one('userknownhostsfile') ?? `${homeHere()}/.ssh/known_hosts ${homeHere()}/.ssh/known_hosts2`,
  );
  return {
    original: destination.host,
    host,
    port,
    user,
    hostKeyAlias: alias,
    knownHosts: one('userknownhostsfile')?.toLowerCase() === 'none' ? [] : paths(knownHosts),
    globalKnownHosts: splitFiles(one('globalknownhostsfile') ?? '/etc/ssh/ssh_known_hosts /etc/ssh/ssh_known_hosts2'),
    hashKnownHosts: yes('hashknownhosts', false),
    strictHostKeyChecking: strictness(one('stricthostkeychecking')),
    identityFiles: paths((raw.get('identityfile') ?? defaultIdentities).filter((path) => none(path))),
    identitiesOnly: yes('identitiesonly', false),
    agent: none(agentPath),
    certificateFiles: paths(raw.get('certificatefile') ?? []),
    proxyJump: jump?.split(',') ?? [],
    proxyCommand: none(one('proxycommand')),
    connectTimeout: seconds('connecttimeout') || usualConnectTimeout,
    aliveInterval: seconds('serveraliveinterval') || 15_000,
    aliveCount: Number(one('serveralivecountmax') ?? 3),
    addressFamily: one('addressfamily') === 'inet' ? 4 : one('addressfamily') === 'inet6' ? 6 : 0,
    bindAddress: none(one('bindaddress')),
    passwordPrompts: yes('batchmode', false) ? 0 : Number(one('numberofpasswordprompts') ?? 3),
    methods: {
      publickey: one('pubkeyauthentication') !== 'no' && one('pubkeyauthentication') !== 'false',
      keyboard: yes('kbdinteractiveauthentication', true),
      password: yes('passwordauthentication', true),
      gssapi: yes('gssapiauthentication', false),
    },
    algorithms: {
      kex: list('kexalgorithms'),
      cipher: list('ciphers'),
      hmac: list('macs'),
      serverHostKey: list('hostkeyalgorithms'),
    },
    onlyOpenSsh: [
      ...['knownhostscommand', 'revokedhostkeys', 'pkcs11provider', 'bindinterface'].filter((name) => none(one(name))),
      ...['proxyusefdpass', 'hostbasedauthentication', 'verifyhostkeydns'].filter((name) => yes(name, false)),
    ],
    file,
    tokens,
  };
}

/** Reads what `ssh -G` prints. */
export function parseResolved(output: string): RawConfig {
  const raw = new Map<string, string[]>();
  for (const line of output.split('\n')) {
    const space = line.indexOf(' ');
    if (space <= 0) continue;
    const name = line.slice(0, space).toLowerCase();
    raw.set(name, [...(raw.get(name) ?? []), line.slice(space + 1)]);
  }
  return raw;
}
