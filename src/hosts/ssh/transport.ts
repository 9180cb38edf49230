import type {Readable, Writable} from 'node:stream';

/** One command that runs on the other side. */
export interface Channel {
  readonly stdin: Writable;
  readonly stdout: Readable;
  readonly stderr: Readable;
  /**
   * Resolves when the command has ended and its output is drained, with its exit code, or undefined when a signal ended it.
   * Rejects with a Failure whose `link` is `lost` when the connection was cut first.
   */
  readonly ended: Promise<number | undefined>;
  /** Lets go of the command: it sees its standard streams closed, but is not killed. */
  destroy(): void;
}

/** A connection on which commands can be started. */
export interface Transport {
  /** Starts a line of the login shell. */
  open(commandLine: string): Promise<Channel>;
  /** False once the connection is gone. */
  alive(): boolean;
  close(): Promise<void>;
}

/** Thrown by {@link Transport.open} when the host takes no more sessions for now (sshd's MaxSessions). */
export class SessionRefused extends Error {}
