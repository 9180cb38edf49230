import {type ChildProcess, type SpawnOptions, spawn} from 'node:child_process';
import type {Readable} from 'node:stream';
import {feed} from './feed.ts';
import {Gathered} from './gathered.ts';

/** How a command is started and held to its limits. */
export interface ChildOptions extends Pick<SpawnOptions, 'cwd' | 'env'> {
  /** Where its streams lead; default: nothing comes in, and what it prints is kept. */
  readonly stdio?: readonly ('ignore' | 'inherit' | 'pipe')[];
  /** Sent on standard input, which is then closed. */
  readonly input?: string | Uint8Array | undefined;
  /** The input waits for this, and is not sent where it rejects. */
  readonly inputAfter?: Promise<unknown> | undefined;
  /** Bytes kept of each stream; what is beyond ends the command. */
  readonly limit: number;
  /** Milliseconds until the command is ended. */
  readonly timeout?: number | undefined;
  /** Aborting ends the command. */
  readonly signal?: AbortSignal | undefined;
  /** Wait for what it leaves behind, as long as that holds its output. */
  readonly whole?: boolean | undefined;
  /** Called as soon as the process is there, to read along. */
  readonly onStart?: ((child: ChildProcess) => void) | undefined;
}

/** How a command ended. */
export interface Ended {
  /** Undefined when a signal ended it. */
  readonly exitCode: number | undefined;
  readonly stdout: Buffer;
  readonly stderr: Buffer;
  readonly timedOut: boolean;
  readonly overflowed: boolean;
}

/** Milliseconds that a command has between SIGTERM and SIGKILL. */
const grace = 5000;

/** Milliseconds for which output is read after its command has ended: a process that it left behind may hold it open for ever. */
const lingering = 1000;

/** Runs a command of this machine to its end. Rejects with Node's error where it could not be started. */
export const runChild = async (
  file: string,
  args: readonly string[],
  {input, inputAfter, limit, timeout, signal, whole, onStart, ...options}: ChildOptions,
): Promise<Ended> => {
  const stdio = options.stdio ?? [input === undefined ? 'ignore' : 'pipe', 'pipe', 'pipe'];
  const child = spawn(file, args, {...options, stdio: [...stdio]});
  const reached = {timedOut: false, overflowed: false};
  let killing: NodeJS.Timeout | undefined;
  const end = (why?: keyof typeof reached): void => {
    if (why) reached[why] = true;
    child.kill();
    killing ??= setTimeout(() => child.kill('SIGKILL'), grace).unref();
  };
  const late = timeout ? setTimeout(() => end('timedOut'), timeout) : undefined;
  const aborted = () => end();
  signal?.addEventListener('abort', aborted);
  if (signal?.aborted) end();
  const forget = endWithUs(child);
  const [stdout, stderr] = [child.stdout, child.stderr].map((stream) => keep(stream, limit, () => end('overflowed')));
  if (!whole)
    child.once('exit', () =>
      setTimeout(() => [child.stdout, child.stderr].map((stream) => stream?.destroy()), lingering).unref(),
    );
  if (child.stdin) feed(child.stdin, {input, inputAfter});
  onStart?.(child);
  try {
    const exitCode = await new Promise<number | null>((resolve, reject) => {
      // A process that runs can't fail any more: what comes then is that it may not be killed, as root's own by a user.
      child.on('error', (error) => child.pid === undefined && reject(error));
      child.once('close', resolve);
    });
    return {exitCode: exitCode ?? undefined, stdout: stdout?.bytes ?? none, stderr: stderr?.bytes ?? none, ...reached};
  } finally {
    clearTimeout(late);
    clearTimeout(killing);
    signal?.removeEventListener('abort', aborted);
    forget();
  }
};

const none = Buffer.alloc(0);

/** Keeps what a stream says, up to a limit; what is beyond is read and forgotten, so that nobody waits to write it. */
const keep = (stream: Readable | null, limit: number, beyond: () => void): Gathered => {
  const kept = new Gathered();
  stream?.on('data', (chunk: Buffer) => {
    const room = limit - kept.length;
    if (chunk.length > room) beyond();
    if (room > 0) kept.push(chunk.subarray(0, room));
  });
  return kept;
};

const children = new Set<ChildProcess>();
const fatal = ['SIGHUP', 'SIGINT', 'SIGTERM'] as const;

/** Ends a command when this process ends, also by a signal that nobody else here answers; a function that stops watching. */
export const endWithUs = (child: ChildProcess): (() => void) => {
  if (children.size === 0) watch('on');
  children.add(child);
  return () => {
    children.delete(child);
    if (children.size === 0) watch('off');
  };
};

const watch = (how: 'on' | 'off'): void => {
  process[how]('exit', endAll);
  for (const name of fatal) process[how](name, ended);
};

const endAll = (): void => {
  for (const child of children) child.kill();
};

const ended = (name: NodeJS.Signals): void => {
  if (process.listenerCount(name) > 1) return;
  endAll();
  watch('off');
  process.kill(process.pid, name);
};
