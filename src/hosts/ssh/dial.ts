import {spawn} from 'node:child_process';
import {connect, type Socket} from 'node:net';
import type {Duplex} from 'node:stream';
import type {Client} from 'ssh2';
import {aside} from '../aside.ts';
import {shortLine} from '../clean.ts';
import {whenThereIsRoom} from '../descriptors.ts';
import {Failure} from '../failure.ts';
import {tryByHand, where} from './by-hand.ts';
import type {SshConfig} from './config.ts';
import {join} from './join.ts';
import {lookUpUnless} from './look-up.ts';
import {together} from './together.ts';
import {expandTokens} from './tokens.ts';
import type {Unasked} from './unasked.ts';

/** Why a socket could not be opened, in words. */
function reason(code: string | undefined, message: string): string {
  switch (code) {
    case 'ENOTFOUND':
    case 'EAI_AGAIN':
      return 'Its name could not be resolved.';
    case 'ECONNREFUSED':
      return 'Nothing listens on that port.';
    case 'EHOSTUNREACH':
    case 'ENETUNREACH':
      return 'There is no route to it.';
    case 'ETIMEDOUT':
      return 'It did not answer in time.';
    default:
      return shortLine(message, 300);
  }
}

export function unreachable(config: SshConfig, why: string, cause?: unknown): Failure {
  return new Failure({
    what: `Can't connect to ${where(config)}`,
    why,
    todo: tryByHand(config),
    link: 'unreachable',
    cause,
  });
}

/** Who dials: whose place is lent meanwhile, and what ends it. */
export interface Dialling {
  readonly owner: object;
  readonly signal: AbortSignal | undefined;
}

/** A plain TCP connection. */
export async function dial(config: SshConfig, {owner, signal}: Dialling): Promise<Socket> {
  const socket = await aside(
    owner,
    whenThereIsRoom(() => dialOnce(config, signal)),
  );
  if (socket.destroyed) throw unreachable(config, 'It closed the connection at once.');
  return together(socket);
}

function dialOnce(config: SshConfig, signal: AbortSignal | undefined): Promise<Socket> {
  const {host, port, addressFamily, bindAddress, connectTimeout} = config;
  return within(
    connectTimeout,
    signal,
    () => unreachable(config, reason('ETIMEDOUT', '')),
    (resolve, reject) => {
      let left = false;
      const socket = connect({
        host,
        lookup: lookUpUnless(() => left),
        port,
        family: addressFamily,
        noDelay: true,
        ...(bindAddress ? {localAddress: bindAddress} : {}),
      });
      socket.once('connect', () => {
        // Until somebody speaks on it, it must be able to break.
        socket.removeAllListeners('error').on('error', () => {});
        resolve(socket);
      });
      socket.once('error', (error: NodeJS.ErrnoException & {errors?: NodeJS.ErrnoException[]}) => {
        const first = error.errors?.[0] ?? error; // several addresses, several errors
        reject(unreachable(config, reason(first.code, first.message), first));
      });
      return () => {
        left = true;
        socket.destroy();
      };
    },
  );
}

/** A connection that others may go through. */
export interface Way {
  readonly client: Client;
  /** Is to be told of what was asked for. */
  readonly unasked: Unasked;
}

/** A connection through a host that is already connected. */
export function dialThrough(
  {client, unasked}: Way,
  config: SshConfig,
  jumpName: string,
  {owner, signal}: Dialling,
): Promise<Duplex> {
  const late = () => unreachable(config, `${jumpName} did not open a way to it in time.`);
  const dialling = within<Duplex>(config.connectTimeout, signal, late, (resolve, reject) => {
    let left = false;
    client.forwardOut('127.0.0.1', 0, config.host, config.port, (error, channel) => {
      if (error)
        reject(unreachable(config, `${jumpName} could not open a way to it: ${shortLine(error.message, 300)}`, error));
      else if (left) channel.destroy();
      else {
        const stream = join(channel, channel, () => channel.destroy());
        channel.on('data', (chunk: Buffer) => unasked.asked(chunk.length));
        channel.once('end', () => stream.push(null)).once('close', () => stream.destroy());
        resolve(stream);
      }
    });
    return () => {
      left = true;
    };
  });
  return aside(owner, dialling);
}

/** What `begin` begins, unless it takes too long or `signal` comes first: then it is left. */
function within<T>(
  milliseconds: number,
  signal: AbortSignal | undefined,
  late: () => Failure,
  begin: (resolve: (value: T) => void, reject: (error: unknown) => void) => () => void,
): Promise<T> {
  return new Promise((resolve, reject) => {
    signal?.throwIfAborted();
    const over = () => {
      clearTimeout(timer);
      signal?.removeEventListener('abort', stop);
    };
    const leave = begin(
      (value) => {
        over();
        resolve(value);
      },
      (error) => {
        over();
        reject(error);
      },
    );
    const giveUp = (error: unknown) => {
      over();
      leave();
      reject(error);
    };
    const stop = () => giveUp(signal?.reason);
    const timer = setTimeout(() => giveUp(late()), milliseconds);
    signal?.addEventListener('abort', stop, {once: true});
  });
}

/**
 * The user's ProxyCommand, run as OpenSSH runs it: `$SHELL -c "exec COMMAND"` with the tokens filled in. Names that a shell would read
 * never get here: see destination.ts.
 */
export function dialCommand(config: SshConfig, command: string): Duplex {
  const line = `exec ${expandTokens(command, config.tokens)}`;
  const child = spawn(process.env.SHELL || '/bin/sh', ['-c', line], {stdio: ['pipe', 'pipe', 'pipe']});
  let said = '';
  child.stderr.on('data', (chunk: Buffer) => {
    said = (said + chunk.toString()).slice(-2000);
  });
  const stream = join(child.stdin, child.stdout, () => void child.kill());
  child.on('error', (error) => stream.destroy(error));
  child.on('close', (code) => {
    if (code)
      stream.destroy(new Error(`the ProxyCommand ended with code ${code}${said ? `: ${shortLine(said, 300)}` : ''}`));
    else stream.push(null);
  });
  return stream;
}
