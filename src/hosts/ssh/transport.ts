import type {Readable, Writable} from 'node:stream';

/** One command that runs on the other side. */
export interface Channel {
  readonly stdin: Writable;
  readonly stdout: Readable;
  readonly stderr: Readable;
  /** Is to be told of what comes on both: the host was asked for it. */
  took(bytes: number): void;
  /**
   * Resolves when the command has ended and its output is drained, with its exit code, or undefined when a signal ended it.
   * Rejects with a Failure whose `link` is `lost` when the connection was cut first.
   */
  readonly ended: Promise<number | undefined>;
  /** Lets go of the command: it sees its standard streams closed, but is not killed. `ended` resolves at once, whatever the host says. */
  destroy(): void;
}

/** A connection on which commands can be started. */
export interface Transport {
  /** Bytes that a command line may have: what is longer goes on standard input. */
  readonly longestCommand: number;
  /** Starts a line of the login shell. */
  open(commandLine: string): Promise<Channel>;
  /** False once the connection is gone. */
  alive(): boolean;
  close(): Promise<void>;
}

/** Thrown by {@link Transport.open} when the host takes no more sessions for now (sshd's MaxSessions). */
export class SessionRefused extends Error {}
