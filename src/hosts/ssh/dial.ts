import {spawn} from 'node:child_process';
import {connect, type Socket} from 'node:net';
import {Duplex} from 'node:stream';
import type {Client} from 'ssh2';
import {shortLine} from '../clean.ts';
import {Failure} from '../failure.ts';
import type {SshConfig} from './config.ts';
import {expandTokens} from './tokens.ts';

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

export function unreachable({host, port, original}: SshConfig, why: string, cause?: unknown): Failure {
  const where = original === host && port === 22 ? host : `${original} (${host} port ${port})`;
  return new Failure({
    what: `Can't connect to ${where}`,
    why,
    todo: `Try: ssh ${original} true`,
    link: 'unreachable',
    cause,
  });
}

/** A plain TCP connection. */
export function dial(config: SshConfig): Promise<Socket> {
  const {host, port, addressFamily, bindAddress, connectTimeout} = config;
  return new Promise((resolve, reject) => {
    const socket = connect({
      host,
      port,
      family: addressFamily,
      noDelay: true,
      ...(bindAddress ? {localAddress: bindAddress} : {}),
    });
    const timer = setTimeout(() => {
      socket.destroy();
      reject(unreachable(config, reason('ETIMEDOUT', '')));
    }, connectTimeout);
    socket.once('connect', () => {
      clearTimeout(timer);
      socket.removeAllListeners('error');
      resolve(socket);
    });
    socket.once('error', (error: NodeJS.ErrnoException & {errors?: NodeJS.ErrnoException[]}) => {
      clearTimeout(timer);
      const first = error.errors?.[0] ?? error; // several addresses, several errors
      reject(unreachable(config, reason(first.code, first.message), error));
    });
  });
}

/** A connection through a host that is already connected. */
export function dialThrough(jump: Client, config: SshConfig, jumpName: string): Promise<Duplex> {
  return new Promise((resolve, reject) => {
    const timer = setTimeout(
      () => reject(unreachable(config, `${jumpName} did not open a way to it in time.`)),
      config.connectTimeout,
    );
    jump.forwardOut('127.0.0.1', 0, config.host, config.port, (error, channel) => {
      clearTimeout(timer);
      if (error)
        reject(unreachable(config, `${jumpName} could not open a way to it: ${shortLine(error.message, 300)}`, error));
      else resolve(channel);
    });
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
  const {stdin, stdout} = child;
  stdin.on('error', () => {}); // seen as the end of stdout
  const duplex = new Duplex({
    read: () => stdout.resume(),
    write: (chunk: Buffer, _encoding, done) => void (stdin.write(chunk) ? done() : stdin.once('drain', done)),
    final: (done) => void stdin.end(done),
    destroy: (error, done) => {
      child.kill();
      done(error);
    },
  });
  stdout.on('data', (chunk: Buffer) => {
    if (!duplex.push(chunk)) stdout.pause();
  });
  child.on('error', (error) => duplex.destroy(error));
  child.on('close', (code) => {
    if (code)
      duplex.destroy(new Error(`the ProxyCommand ended with code ${code}${said ? `: ${shortLine(said, 300)}` : ''}`));
    else duplex.push(null);
  });
  return duplex;
}
