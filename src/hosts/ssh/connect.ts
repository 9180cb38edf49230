import type {Duplex} from 'node:stream';
import type {Algorithms, Client} from 'ssh2';
import {shortLine} from '../clean.ts';
import {Failure} from '../failure.ts';
import {authentication, type Remembered} from './authenticate.ts';
import type {SshConfig} from './config.ts';
import {unreachable} from './dial.ts';
import {checkHostKey, type HostKeyPolicy, type HostKeys} from './host-key.ts';
import {type KeyRing, ringAgent} from './keys.ts';
import {patience} from './patience.ts';

/** Milliseconds for the login itself, without the time that a user needs to answer. */
const loginPatience = 60_000;

export interface Handshake {
  readonly config: SshConfig;
  readonly keys: HostKeys;
  readonly ring: KeyRing;
  readonly algorithms: Algorithms;
  readonly policy: HostKeyPolicy;
  readonly remembered: Remembered;
}

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

function denied({config, ring}: Handshake, methods: readonly string[]): Failure {
  const offered = ring.identities.length;
  const tried = offered === 0 ? 'No key could be offered' : `${offered} key${offered > 1 ? 's were' : ' was'} offered`;
  return new Failure({
    what: `${config.user}@${config.host}: permission denied (${methods.map((method) => shortLine(method, 40)).join(', ') || 'no method left'})`,
    why: [`${tried}.`, ...ring.skipped].join('\n'),
    todo: `Try: ssh ${config.user}@${config.original} true`,
    link: 'refused',
  });
}

/** Says what went wrong before the connection was up. */
function explained(error: Error & {level?: string}, handshake: Handshake, methods: readonly string[]): Error {
  const {config, ring} = handshake;
  if (error instanceof Failure) return error;
  if (error.level === 'client-authentication') {
    return new BeyondSsh2(denied(handshake, methods), config);
  }
  if (/no matching (?:[CS]->[CS] )?(?:key exchange|cipher|mac|host key)/i.test(error.message))
    return new BeyondSsh2(unreachable(config, shortLine(error.message, 300), error));
  if (/too many authentication failures/i.test(error.message)) {
    return new Failure({
      what: `${config.user}@${config.host}: too many authentication failures`,
      why: `${ring.identities.length} keys were there to offer; the host gave up before the right one came.`,
      todo: 'Name the key for this host in ssh_config: IdentityFile and IdentitiesOnly yes.',
      link: 'refused',
    });
  }
  return unreachable(config, `The SSH handshake failed: ${shortLine(error.message, 300)}`, error);
}

/** Speaks SSH on a socket: checks the host's key, then authenticates. The client that comes back is ready for commands. */
export async function handshake(socket: Duplex, input: Handshake): Promise<Client> {
  const {config, keys, algorithms, policy, remembered, ring} = input;
  const {default: ssh2} = await import('ssh2');
  const client = new ssh2.Client();
  return new Promise((resolve, reject) => {
    let keyFailure: Failure | undefined;
    let accepted: Buffer | undefined;
    const time = patience(config.connectTimeout, policy.ask, () => {
      fail(unreachable(config, 'The SSH handshake was not done in time.'));
    });
    const {handler, methods} = authentication({
      config,
      agent: ring.identities.length > 0 ? ringAgent(ssh2, ring) : undefined,
      ask: time.ask,
      remembered,
    });
    const fail = (error: Error) => {
      time.end();
      reject(keyFailure ?? explained(error, input, methods()));
      socket.destroy();
    };
    client.on('error', (error: Error & {level?: string}) => {
      // An agent that does not sign is one key less, not the end.
      if (error.level !== 'agent') fail(error);
    });
    client.once('close', () => fail(new Error('the host closed the connection')));
    // ConnectTimeout covers the exchange of keys; PAM may take its time for the login.
    client.once('handshake', () => time.renew(loginPatience));
    client.once('ready', () => {
      time.end();
      resolve(client);
    });
    client.connect({
      sock: socket as never,
      username: config.user,
      readyTimeout: 0,
      keepaliveInterval: config.aliveInterval,
      keepaliveCountMax: config.aliveCount,
      algorithms,
      authHandler: handler as never,
      hostVerifier: (key: Buffer, verify: (valid: boolean) => void) => {
        if (accepted?.equals(key)) return void verify(true); // a new exchange of session keys
        checkHostKey(key, config, keys, {...policy, ask: time.ask}).then(
          () => {
            accepted = Buffer.from(key);
            verify(true);
          },
          (error: Failure) => {
            keyFailure = error;
            verify(false);
          },
        );
      },
    } as never);
  });
}
