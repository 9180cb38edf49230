import type {Duplex} from 'node:stream';
import type {Ask} from '../ask.ts';
import {exitCodes, Failure} from '../failure.ts';
import {canCheck, offer} from './algorithms.ts';
import type {SshConfig} from './config.ts';
import {BeyondSsh2, type Greeted, handshake, Outlived} from './connect.ts';
import {type Destination, parseDestination} from './destination.ts';
import {dial, dialCommand, dialThrough, unreachable} from './dial.ts';
import {type HostKeyPolicy, OtherKeyFirst} from './host-key.ts';
import {type HostKeys, hostKeys} from './host-keys.ts';
import {type KeyRing, keyRing} from './keys.ts';
import type {Shared} from './shared.ts';

export interface RouteContext {
  readonly policy: HostKeyPolicy;
  readonly shared: Shared;
  /** The host for which it is: see aside.ts. */
  readonly owner: object;
}

export interface Connected extends Greeted {
  readonly config: SshConfig;
  /** What the client speaks on. */
  readonly socket: Duplex;
  /** Gives back the jump hosts on the way. */
  release(): void;
}

const sameHost = (a: SshConfig, b: SshConfig): boolean => a.host === b.host && a.port === b.port && a.user === b.user;

/** The socket to a host: direct, by its ProxyCommand, or through the last of its jump hosts. */
async function socketTo(
  config: SshConfig,
  hops: readonly string[],
  context: RouteContext,
  behind: readonly string[],
): Promise<{socket: Duplex; release(): void}> {
  const {shared, owner} = context;
  const dialling = {owner, signal: shared.signal};
  const last = hops.at(-1);
  if (last === undefined) {
    return {
      socket: config.proxyCommand ? dialCommand(config, config.proxyCommand) : await dial(config, dialling),
      release: () => {},
    };
  }
  const hop = await shared.configurations.resolve(parseDestination(last));
  // `Host *` with ProxyJump holds for the jump host too: it is reached directly, as OpenSSH does.
  if (sameHost(hop, config)) return socketTo(config, [], context, behind);
  const before = hops.length > 1 ? hops.slice(0, -1) : hop.proxyJump.filter((name) => name !== last);
  const key = [...before, `${hop.user}@${hop.host}:${hop.port}`].join(',');
  if (behind.includes(key)) {
    throw new Failure({
      what: `ProxyJump leads in a circle: ${[...behind, key].join(' → ')}`,
      exitCode: exitCodes.usage,
    });
  }
  const {way, release} = await shared.jumps.acquire(key, async () => {
    const connected = await connectTo(hop, before, context, [...behind, key]);
    connected.client.once('close', () => connected.release());
    return connected;
  });
  try {
    return {socket: await dialThrough(way, config, hop.original, dialling), release};
  } catch (error) {
    release();
    throw error;
  }
}

/** The keys for a configuration, gathered once for all hosts that offer the same ones. */
async function ringFor(config: SshConfig, {rings}: Shared, ask: Ask | undefined): Promise<KeyRing> {
  const {identityFiles, certificateFiles, identitiesOnly, agent, methods} = config;
  const key = JSON.stringify([identityFiles, certificateFiles, identitiesOnly, agent, methods.publickey]);
  const ring = rings.get(key) ?? import('ssh2').then(({default: ssh2}) => keyRing(ssh2, config, ask));
  rings.set(key, ring);
  return ring;
}

/** Connects to a host whose configuration is known. Throws {@link BeyondSsh2} where only OpenSSH itself could go on. */
async function connectTo(
  config: SshConfig,
  hops: readonly string[],
  context: RouteContext,
  behind: readonly string[],
  known?: HostKeys,
): Promise<Connected> {
  const {policy, shared, owner} = context;
  const [keys, ring] = await Promise.all([
    known ?? hostKeys(config, shared.knownHosts),
    ringFor(config, shared, policy.ask),
  ]);
  const algorithms = offer(config, keys.types);
  const beyond = [
    ...config.onlyOpenSsh,
    ...(keys.certified ? ['@cert-authority in known_hosts'] : []),
    ...(canCheck(keys.types) ? [] : [`a host key of type ${keys.types.join(', ')}`]),
    ...(algorithms ? [] : ['the algorithms that ssh_config allows']),
    ...(ring.onlyOpenSsh ? ['a certificate or a security key'] : []),
  ];
  if (!algorithms || beyond.length > 0)
    throw new BeyondSsh2(unreachable(config, `This needs OpenSSH: ${beyond.join(', ')}.`));
  const attempt = async (): Promise<Connected> => {
    const {socket, release} = await socketTo(config, hops, context, behind);
    try {
      const {seen, remembered, signal} = shared;
      const input = {config, keys, ring, algorithms, policy, owner, seen, remembered, signal};
      return {...(await handshake(socket, input)), config, socket, release};
    } catch (error) {
      release();
      throw error;
    }
  };
  const door = JSON.stringify(
    hops.length > 0 ? [hops, config.host, config.port] : (config.proxyCommand ?? [config.host, config.port]),
  );
  for (let answered = 0; ; answered++) {
    try {
      return await shared.logins.through(door, attempt, shared.signal);
    } catch (error) {
      if (error instanceof OtherKeyFirst) return connectTo(config, hops, context, behind, error.keys);
      if (!(error instanceof Outlived)) throw error;
      if (answered === mostAnswers) throw unreachable(config, 'It closes the connection whenever a question is open.');
    }
  }
}

/** Answers that a host did not wait for: its key, a password and a code. */
const mostAnswers = 3;

export async function connect(destination: Destination, context: RouteContext): Promise<Connected> {
  const config = await context.shared.configurations.resolve(destination);
  return connectTo(config, config.proxyJump, context, []);
}
