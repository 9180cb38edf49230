/** Where things run: this machine, or one reached over SSH. Nothing above this folder touches the outside by itself. */
export interface Host {
  /** `localhost`, or the destination as the user wrote it. */
  readonly name: string;
  /** True when commands run on this machine: files then need no transfer. */
  readonly local: boolean;
  /** True once it was reached: when it can't be reached after that, it is cut off or reboots, and is worth waiting for. */
  readonly reached: boolean;
  /**
   * Runs one command given as an argument list; no shell looks at it.
   * Resolves whatever the exit code is; rejects with a {@link Failure} when the command could not be started or the host was lost.
   */
  run(command: readonly string[], options?: RunOptions): Promise<RunResult>;
  /** Makes sure that `asRoot` works, asking for a password once where that is possible. Rejects with a {@link Failure} that says what to do. */
  elevate(): Promise<void>;
  /** The program that `elevate` found to make this user root, where it tries several. */
  readonly elevatedBy?: 'sudo' | 'doas' | undefined;
  /** The content of a file. Rejects when it can't be read, or holds more than `limit` bytes (default: 1 GiB). */
  read(path: string, options?: FileOptions): Promise<Buffer>;
  /** Puts a file in place: written under a temporary name beside it, compared by checksum, then renamed. `mode` is octal, such as 0o755. */
  write(path: string, data: string | Uint8Array, mode: number, options?: FileOptions): Promise<void>;
  /** Ends what is left of the connection. A later call opens it again. */
  close(): Promise<void>;
}

/** Bytes that are taken where nobody says how many. */
export const usualLimits = {file: 2 ** 30, output: 32 * 2 ** 20} as const;

/** How a file of a host is read. */
export interface FileOptions {
  readonly asRoot?: boolean;
  /** Bytes. */
  readonly limit?: number;
  readonly signal?: AbortSignal;
}

/** How a command is run on a host. */
export interface RunOptions {
  /** Sent on standard input, which is then closed. Default: nothing. */
  readonly input?: string | Uint8Array;
  /** The input waits for this, and is not sent where it rejects. */
  readonly inputAfter?: Promise<unknown>;
  /** Run as root: through sudo, or here doas, when the user is not root. */
  readonly asRoot?: boolean;
  readonly directory?: string;
  /** Added to the environment. */
  readonly environment?: Readonly<Record<string, string>>;
  /** Milliseconds until the command is ended, with `timedOut` set. Default: none here; over SSH half an hour and what the input takes, and then it fails. */
  readonly timeout?: number;
  /** Wait for what it leaves behind, as long as that holds its output: sudo with a terminal of its own ends at Ctrl-C, and dpkg does not. */
  readonly whole?: boolean;
  /** Bytes of stdout kept; what is beyond ends the command, with `overflowed` set. Default: 32 MiB. */
  readonly limit?: number;
  /** Called with each complete line of either stream as it comes. */
  readonly onLine?: (line: string, stream: 'stdout' | 'stderr') => void;
  /** Called with each piece of stdout as it comes, for those who count bytes. */
  readonly onData?: (chunk: Buffer) => void;
  /** Aborting ends the command: SIGTERM to its process group, then SIGKILL. */
  readonly signal?: AbortSignal;
}

/** How a command ended. */
export interface RunResult {
  /** Undefined when a signal ended it. */
  readonly exitCode: number | undefined;
  readonly stdout: Buffer;
  readonly stderr: string;
  readonly timedOut: boolean;
  readonly overflowed: boolean;
}
