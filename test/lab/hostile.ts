import {spawn} from 'node:child_process';
import {readFileSync} from 'node:fs';
import {createRequire} from 'node:module';
import {connect} from 'node:net';
import path from 'node:path';
import type {Duplex} from 'node:stream';
import {generateKey, workspace} from './sshd.ts';

/** The half of ssh2 that the program itself does not use. */
const {Server} = createRequire(import.meta.url)('ssh2') as {
  Server: new (options: object, each: (client: Peer) => void) => Listener;
};

interface Listener {
  listen(port: number, address: string, done: () => void): void;
  address(): {port: number};
  close(): void;
}

interface Emitter {
  on(event: string, listener: (...args: never[]) => void): this;
}

export interface Peer extends Emitter {
  end(): void;
}

/** What is inside a connection of ssh2, for what it would not send. */
interface Inside {
  readonly _sock: Duplex;
  readonly _protocol: {
    readonly _packetRW: {
      readonly write: {readonly allocStart: number; alloc(length: number): Buffer; finalize(packet: Buffer): Buffer};
    };
    readonly _cipher: {encrypt(packet: Buffer): void};
  };
}

/** Sends a message as it is. */
export function tell(peer: Peer, message: Buffer): void {
  const {_protocol: protocol} = peer as unknown as Inside;
  const {write} = protocol._packetRW;
  const packet = write.alloc(message.length);
  packet.set(message, write.allocStart);
  protocol._cipher.encrypt(write.finalize(packet));
}

/** The same again and again, as fast as the other side reads. */
export function flood(peer: Peer, message: Buffer): void {
  const {_sock: socket} = peer as unknown as Inside;
  const some = (): void => {
    if (socket.destroyed) return;
    for (let count = 0; count < 100; count++) tell(peer, message);
    if (socket.writableLength > 1 << 20) socket.once('drain', some);
    else setImmediate(some);
  };
  some();
}

/** A string as SSH sends it. */
export const sshString = (text: string): Buffer => {
  const length = Buffer.alloc(4);
  length.writeUInt32BE(Buffer.byteLength(text));
  return Buffer.concat([length, Buffer.from(text)]);
};

/** One try of a client to log in. */
export interface Login {
  readonly method: string;
  readonly username: string;
  readonly password?: string;
  accept(): void;
  reject(left?: readonly string[]): void;
  prompt(prompts: readonly object[], done: (answers: string[]) => void): void;
}

export interface Exec extends Duplex {
  readonly stderr: Duplex;
  exit(code: number): void;
}

export interface HostileOptions {
  /** Answers each try to log in. Default: whoever comes is let in. */
  readonly login?: (login: Login, peer: Peer) => void;
  /** Answers each command. Default: sh runs it. */
  readonly exec?: (channel: Exec, command: string, peer: Peer) => void;
  /** Private host keys that connections see, in turn; the last one stays. */
  readonly keys?: readonly string[];
}

export interface Hostile {
  readonly port: number;
  readonly address: string;
  /** Private host key. */
  readonly hostKey: string;
  /** Connections so far. */
  connections(): number;
  knownHosts(): string;
  stop(): void;
}

/** Has sh run a command, as any host does. */
export const runIt = (channel: Exec, command: string): void => {
  const child = spawn('sh', ['-c', command], {stdio: 'pipe'});
  child.stdout.pipe(channel, {end: false});
  child.stderr.pipe(channel.stderr, {end: false});
  channel.pipe(child.stdin);
  child.stdin.on('error', () => {});
  child.on('close', (code) => {
    channel.exit(code ?? 1);
    channel.end();
  });
};

/** A server that speaks SSH and does with its guests what it likes. It forwards TCP, so it can be a jump host. */
export async function hostile({
  login = (one) => one.accept(),
  exec = runIt,
  keys,
}: HostileOptions = {}): Promise<Hostile> {
  const files = keys ?? [generateKey(path.join(workspace('hostile'), 'key'))];
  const servers: Listener[] = [];
  let connections = 0;
  const guest = (peer: Peer): void => {
    connections++;
    peer.on('error', () => {});
    peer.on('authentication', (one: Login) => login(one, peer));
    peer.on('ready', () => {
      peer.on('tcpip', (accept: () => Duplex, _: unknown, {destIP, destPort}: {destIP: string; destPort: number}) => {
        const channel = accept();
        const target = connect(destPort, destIP);
        target.on('error', () => channel.end());
        channel.on('error', () => {});
        channel.pipe(target).pipe(channel);
      });
      peer.on('session', (accept: () => Emitter) => {
        accept().on('exec', (acceptExec: () => Exec, _: unknown, {command}: {command: string}) => {
          const channel = acceptExec();
          channel.on('error', () => {});
          exec(channel, command, peer);
        });
      });
    });
  };
  const start = async (index: number, port: number): Promise<Listener> => {
    const server = new Server({hostKeys: [readFileSync(files[index] ?? '')]}, (peer) => {
      guest(peer);
      const next = index + 1;
      if (next < files.length && server === servers.at(-1)) {
        const {port: mine} = server.address();
        server.close();
        void start(next, mine);
      }
    });
    await new Promise<void>((resolve) => server.listen(port, '127.0.0.1', resolve));
    servers.push(server);
    return server;
  };
  const {port} = (await start(0, 0)).address();
  const [hostKey = ''] = files;
  return {
    port,
    address: '127.0.0.1',
    hostKey,
    connections: () => connections,
    knownHosts: () =>
      `[127.0.0.1]:${port} ${readFileSync(`${hostKey}.pub`, 'utf8').split(' ').slice(0, 2).join(' ')}\n`,
    stop: () => servers.at(-1)?.close(),
  };
}
