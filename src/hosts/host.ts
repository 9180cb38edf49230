/** Where things run: this machine, or one reached over SSH. Nothing above this folder touches the outside by itself. */
export interface Host {
  /** `localhost`, or the destination as the user wrote it. */
  readonly name: string;
  /** True when commands run on this machine: files then need no transfer. */
  readonly local: boolean;
  /**
   * Runs one command given as an argument list; no shell looks at it.
   * Resolves whatever the exit code is; rejects with a {@link Failure} when the command could not be started or the host was lost.
   */
  run(command: readonly string[], options?: RunOptions): Promise<RunResult>;
  /** Makes sure that `asRoot` works, asking for a password once where that is possible. Rejects with a {@link Failure} that says what to do. */
  elevate(): Promise<void>;
  close(): Promise<void>;
}

export interface RunOptions {
  /** Sent on standard input, which is then closed. Default: nothing. */
  readonly input?: string | Uint8Array;
  /** Run as root: through sudo when the user is not root. */
  readonly asRoot?: boolean;
  readonly directory?: string;
  /** Added to the environment. */
  readonly environment?: Readonly<Record<string, string>>;
  /** Milliseconds until the command is ended, with `timedOut` set. Default: none. */
  readonly timeout?: number;
  /** Bytes of stdout kept; what is beyond ends the command, with `overflowed` set. Default: 32 MiB. */
  readonly limit?: number;
  /** Called with each complete line of either stream as it comes. */
  readonly onLine?: (line: string, stream: 'stdout' | 'stderr') => void;
  /** Aborting ends the command: SIGTERM to its process group, then SIGKILL. */
  readonly signal?: AbortSignal;
}

export interface RunResult {
  /** Undefined when a signal ended it. */
  readonly exitCode: number | undefined;
  readonly stdout: Buffer;
  readonly stderr: string;
  readonly timedOut: boolean;
  readonly overflowed: boolean;
}
