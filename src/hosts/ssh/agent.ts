import {connect, type Socket} from 'node:net';
import type {ParsedKey} from 'ssh2';
import {shortLine} from '../clean.ts';

export type Ssh2 = typeof import('ssh2')['default'];

/** A key that can be offered, and how to sign with it. */
export interface Identity {
  readonly publicKey: ParsedKey;
  /** Its passphrase is asked for at the first signature. */
  readonly asks?: true;
  sign(data: Buffer, hash: string | undefined): Promise<Buffer>;
}

/** Milliseconds for an agent to list its keys. */
const agentPatience = 5000;

/** Bytes of an agent's answer: MAX_AGENT_REPLY_LEN of OpenSSH's authfd.c. */
const longestAnswer = 256 * 1024;

/** Has a connection to an agent end where it says more than any does. Each is for one question. */
function bounded(stream: Socket): Socket {
  let said = 0;
  return stream.prependListener('data', (chunk: Buffer) => {
    said += chunk.length;
    if (said > longestAnswer) stream.destroy(new Error('it says more than any agent does'));
  });
}

/** The keys of an agent, or why there are none. */
export interface AgentKeys {
  readonly identities: readonly Identity[];
  readonly trouble?: string | undefined;
}

/** Lists the keys of the agent at a socket. One that hangs costs its keys, and holds up neither the login nor the end of the program. */
export function agentKeys(ssh2: Ssh2, socket: string): Promise<AgentKeys> {
  const open = new Set<Socket>();
  const agent = new (class extends ssh2.OpenSSHAgent {
    override getStream(done: Parameters<InstanceType<Ssh2['OpenSSHAgent']>['getStream']>[0]): void {
      const stream = bounded(connect(socket).unref());
      open.add(stream);
      stream.once('close', () => open.delete(stream));
      stream.once('connect', () => done(null, stream));
      stream.once('error', done);
    }
  })(socket);
  const sign = (key: ParsedKey, data: Buffer, hash: string | undefined): Promise<Buffer> =>
    new Promise((resolve, reject) => {
      agent.sign(key, data, {hash}, (error, signature) =>
        signature ? resolve(signature) : reject(error ?? new Error('the agent did not sign')),
      );
    });
  const none = (why: string): AgentKeys => ({
    identities: [],
    trouble: `The agent at ${socket} gave no keys: ${shortLine(why, 200)}`,
  });
  return new Promise((resolve) => {
    const timer = setTimeout(() => {
      resolve(none('it did not answer in time'));
      for (const stream of open) stream.destroy();
    }, agentPatience);
    agent.getIdentities((error, keys = []) => {
      clearTimeout(timer);
      if (error) return resolve(none(error.message));
      const identities = keys.flatMap((key) => {
        const publicKey = ssh2.utils.parseKey(key);
        if (publicKey instanceof Error || Array.isArray(publicKey)) return [];
        return [{publicKey, sign: (data: Buffer, hash?: string) => sign(publicKey, data, hash)}];
      });
      resolve({identities});
    });
  });
}
