import type {Duplex} from 'node:stream';
import type {Algorithms, ClientError} from 'ssh2';
import {aside} from '../aside.ts';
import type {Ask} from '../ask.ts';
import {cleanLine, shortLine} from '../clean.ts';
import {Failure} from '../failure.ts';
import {authentication} from './authenticate.ts';
import {tryByHand, where} from './by-hand.ts';
import type {SshConfig} from './config.ts';
import {unreachable, type Way} from './dial.ts';
import {checkHostKey, fingerprint, type HostKeyPolicy} from './host-key.ts';
import type {HostKeys} from './host-keys.ts';
import {type KeyRing, ringAgent} from './keys.ts';
import {ClosedEarly} from './logins.ts';
import {type Overheard, overhear} from './overhear.ts';
import {patience} from './patience.ts';
import type {Remembered} from './remembered.ts';
import type {SeenKeys} from './seen-keys.ts';
import {Unasked} from './unasked.ts';

/** Milliseconds for the login itself, without the time that a user needs to answer. */
const loginPatience = 60_000;

export interface Handshake {
  readonly config: SshConfig;
  readonly keys: HostKeys;
  readonly ring: KeyRing;
  readonly algorithms: Algorithms;
  readonly policy: HostKeyPolicy;
  /** The host for which it is: see aside.ts. */
  readonly owner: object;
  readonly seen: SeenKeys;
  readonly remembered: Remembered;
  /** Ends the attempt at any time. */
  readonly signal: AbortSignal | undefined;
}

/** A connection that is ready for commands, and what the host calls its server. */
export interface Greeted extends Way {
  readonly software: string;
}

/** The host hung up while a question was open; it has been answered since, and another connection will need no answer. */
export class Outlived extends Error {}

/** A refusal that OpenSSH itself may overcome, with the keys and algorithms that only it has; `failure` is what to say if it can't. */
export class BeyondSsh2 extends Error {
  readonly failure: Failure;
  /** The login failed: OpenSSH helps only with keys that ssh2 lacks. */
  readonly denied: SshConfig | undefined;
  constructor(failure: Failure, denied?: SshConfig) {
    super(failure.message);
    this.failure = failure;
    this.denied = denied;
  }
}

function denied({config, ring}: Handshake, methods: readonly string[], why?: string): Failure {
  const offered = ring.identities.length;
  const tried = offered === 0 ? 'No key could be offered' : `${offered} key${offered > 1 ? 's were' : ' was'} offered`;
  const left = methods.map((method) => shortLine(method, 40)).join(', ') || 'no method left';
  return new Failure({
    what: `${config.user}@${config.host}: permission denied (${left})`,
    why: [...(why ? [why] : []), `${tried}.`, ...ring.skipped].join('\n'),
    todo: tryByHand(config),
    link: 'refused',
  });
}

/** Says what went wrong before the connection was up. */
function explained(error: ClientError, {config, ring}: Handshake, {software, said}: Overheard): Error {
  if (error instanceof Failure) return error;
  const message = shortLine(error.message, 300);
  if (/no matching (?:[CS]->[CS] )?(?:key exchange|cipher|mac|host key)/i.test(message))
    return new BeyondSsh2(unreachable(config, message, error));
  if (/too many authentication failures/i.test(message)) {
    return new Failure({
      what: `${config.user}@${config.host}: too many authentication failures`,
      why: `${ring.identities.length} keys were there to offer; the host gave up before the right one came.`,
      todo: 'Name the key for this host in ssh_config: IdentityFile and IdentitiesOnly yes.',
      link: 'refused',
    });
  }
  const hungUp = /before handshake|ECONNRESET|closed/i.test(message);
  if (software === undefined && hungUp)
    return new ClosedEarly({where: where(config), byHand: tryByHand(config)}, cleanLine(said), error);
  return unreachable(config, `The SSH handshake failed: ${message}`, error);
}

const expiredPassword = ({config}: Handshake): Failure =>
  new Failure({
    what: `The password of ${config.user} on ${where(config)} has expired`,
    why: 'The host wants a new one before it lets anybody in.',
    todo: `Change it: ${tryByHand(config).replace(/^Try: | true$/g, '')}`,
    link: 'refused',
  });

/** Who is asked about a key waits for others that come, and for the user. */
const lending = (owner: object, ask: Ask | undefined): Ask | undefined =>
  ask && {...ask, trust: (key) => aside(owner, ask.trust(key))};

/**
 * Speaks SSH on a socket: checks the host's key, then authenticates. The client that comes back is ready for commands. Throws
 * {@link Outlived} when the host did not wait for an answer that has come by now. When it throws, the socket is gone.
 */
export async function handshake(socket: Duplex, input: Handshake): Promise<Greeted> {
  const {config, keys, algorithms, policy, owner, seen, remembered, ring, signal} = input;
  const {default: ssh2} = await import('ssh2');
  signal?.throwIfAborted();
  const client = new ssh2.Client();
  return new Promise((resolve, reject) => {
    let accepted: Buffer | undefined;
    let state: 'going on' | 'hung up' | 'settled' = 'going on';
    let heard: Overheard = {software: undefined, said: ''};
    const unasked = new Unasked(socket);
    const settle = (): boolean => {
      if (state === 'settled') return false;
      state = 'settled';
      time.end();
      signal?.removeEventListener('abort', stop);
      return true;
    };
    // Destroyed, not closed: a host need not answer a goodbye.
    const fail = (error: Error) => {
      if (settle()) reject(error);
      socket.destroy();
    };
    const stop = () => fail(signal?.reason);
    const lost = (error: ClientError) => {
      if (state === 'settled') socket.destroy();
      else if (time.asking()) state = 'hung up';
      else fail(explained(error, input, heard));
    };
    /** ssh2 must not be told of an answer when the connection is gone. */
    const standing = (): boolean => {
      if (state === 'hung up') fail(new Outlived());
      return state === 'going on';
    };
    const time = patience(config.connectTimeout, policy.ask, () =>
      fail(unreachable(config, 'The SSH handshake was not done in time.')),
    );
    const {handler, methods} = authentication({
      config,
      agent: ring.identities.length > 0 ? ringAgent(ssh2, ring, {during: time.during, standing}) : undefined,
      ask: time.ask,
      secrets: () => remembered.for([config.user, config.host, config.port, accepted ? fingerprint(accepted) : '']),
      standing,
      refused: (why) => fail(new BeyondSsh2(denied(input, methods(), why), config)),
    });
    const verified = (key: Buffer): Promise<void> =>
      checkHostKey(key, config, keys, {...policy, ask: lending(owner, time.ask)}, seen).then(() => {
        accepted = Buffer.from(key);
      });
    signal?.addEventListener('abort', stop, {once: true});
    client.on('error', (error) => {
      // An agent that does not sign is one key less, not the end.
      if (error.level !== 'agent') lost(error);
    });
    const hungUp = () => lost(new Error('the host closed the connection'));
    client.once('end', hungUp);
    client.once('close', hungUp);
    client.once('change password', () => fail(expiredPassword(input)));
    // ConnectTimeout covers the exchange of keys; PAM may take its time for the login.
    client.once('handshake', () => time.renew(loginPatience));
    client.once('ready', () => {
      if (settle()) resolve({client, software: heard.software ?? '', unasked});
    });
    client.connect({
      sock: socket,
      username: config.user,
      readyTimeout: 0,
      keepaliveInterval: config.aliveInterval,
      keepaliveCountMax: config.aliveCount,
      algorithms,
      authHandler: handler,
      hostVerifier: (key, verify) => {
        if (accepted?.equals(key)) return void verify(true); // a new exchange of session keys
        verified(key).then(() => {
          if (standing()) verify(true);
        }, fail);
      },
    });
    heard = overhear(socket);
  });
}
