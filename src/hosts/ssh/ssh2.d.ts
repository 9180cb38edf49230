/**
 * The part of ssh2 1.17 that is used here, typed by hand: a wrong option is a matter of security, and @types/ssh2 takes neither the streams
 * that a connection may go over nor the questions that may be asked. After ssh2's README and lib/client.js.
 */
declare module 'ssh2' {
  import type {EventEmitter} from 'node:events';
  import type {Duplex, Readable} from 'node:stream';

  export interface ParsedKey {
    readonly type: string;
    getPublicSSH(): Buffer;
    isPrivateKey(): boolean;
    sign(data: Buffer, hash?: string): Buffer | Error;
  }

  type Done<T> = (error?: Error | null, value?: T) => void;
  interface SigningOptions {
    readonly hash?: string | undefined;
  }

  export class BaseAgent {
    getIdentities(done: Done<ParsedKey[]>): void;
    sign(key: ParsedKey, data: Buffer, options: SigningOptions, done: Done<Buffer>): void;
  }

  /** The agent at a socket. It lists what ssh2 could parse, and the blobs of what it could not. */
  export class OpenSSHAgent {
    constructor(socket: string);
    getStream(done: (error: Error | null, stream?: Duplex) => void): void;
    getIdentities(done: Done<(ParsedKey | Buffer)[]>): void;
    sign(key: ParsedKey, data: Buffer, options: SigningOptions, done: Done<Buffer>): void;
  }

  export interface Prompt {
    readonly prompt: string;
    readonly echo?: boolean;
  }

  export type AuthMethod =
    | {readonly type: 'none'; readonly username: string}
    | {readonly type: 'agent'; readonly username: string; readonly agent: BaseAgent}
    | {readonly type: 'password'; readonly username: string; readonly password: string}
    | {
        readonly type: 'keyboard-interactive';
        readonly username: string;
        readonly prompt: (
          name: string,
          instructions: string,
          language: string,
          prompts: readonly Prompt[],
          finish: (answers: readonly string[]) => void,
        ) => void;
      };

  export type AuthHandler = (
    left: readonly string[] | null,
    partial: boolean | null,
    done: (method: AuthMethod) => void,
  ) => void;

  export interface Algorithms {
    readonly kex: readonly string[];
    readonly cipher: readonly string[];
    readonly hmac: readonly string[];
    readonly serverHostKey: readonly string[];
    readonly compress: readonly string[];
  }

  export interface ConnectOptions {
    readonly sock: Duplex;
    readonly username: string;
    /** Milliseconds; 0: none. */
    readonly readyTimeout: number;
    readonly keepaliveInterval: number;
    readonly keepaliveCountMax: number;
    readonly algorithms: Algorithms;
    readonly authHandler: AuthHandler;
    /** Goes on when `verify` is called: must not be once the connection is gone. */
    readonly hostVerifier: (key: Buffer, verify: (valid: boolean) => void) => void;
  }

  export interface ClientChannel extends Duplex {
    readonly stderr: Readable;
  }

  /** `level` tells where it happened; `reason` is set where the host refused a channel. */
  export interface ClientError extends Error {
    readonly level?: string;
    readonly reason?: unknown;
  }

  type Opened<T> = (error: ClientError | undefined, channel: T) => void;

  export class Client extends EventEmitter<{
    ready: [];
    handshake: [];
    end: [];
    close: [];
    error: [ClientError];
    'change password': [prompt: string];
  }> {
    connect(options: ConnectOptions): this;
    exec(commandLine: string, opened: Opened<ClientChannel>): this;
    forwardOut(sourceHost: string, sourcePort: number, host: string, port: number, opened: Opened<Duplex>): this;
    end(): this;
  }

  export const utils: {
    parseKey(data: string | Buffer | ParsedKey, passphrase?: string): ParsedKey | ParsedKey[] | Error;
  };

  const ssh2: {
    readonly Client: typeof Client;
    readonly BaseAgent: typeof BaseAgent;
    readonly OpenSSHAgent: typeof OpenSSHAgent;
    readonly utils: typeof utils;
  };
  export default ssh2;
}
