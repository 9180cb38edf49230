import {Failure} from './failure.ts';
import type {Host} from './host.ts';

/** What became of one host. */
export type PoolResult<T> =
  | {readonly name: string; readonly value: T}
  | {readonly name: string; readonly failure: Failure};

/** How many hosts at once, and who is told. */
export interface PoolOptions {
  /** Hosts at once. */
  readonly jobs?: number | undefined;
  /** No further host is begun once it is aborted. */
  readonly signal?: AbortSignal | undefined;
  readonly onStart?: (name: string) => void;
}

/** Beyond this many at once a client with two cores gained nothing against 100 hosts. */
export const defaultJobs = 50;

const asFailure = (error: unknown): Failure =>
  error instanceof Failure
    ? error
    : new Failure({what: `ebpf has a defect: ${error instanceof Error ? error.message : String(error)}`, cause: error});

/**
 * Works on many hosts, a bounded number at once, and gives each result as it comes; a host is closed when its work is done. What one
 * host does never stops another.
 */
export async function* eachHost<H extends Pick<Host, 'name' | 'close'>, T>(
  hosts: readonly H[],
  work: (host: H) => Promise<T>,
  {jobs = defaultJobs, signal, onStart}: PoolOptions = {},
): AsyncGenerator<PoolResult<T>> {
  const running = new Map<number, Promise<{index: number; result: PoolResult<T>}>>();
  const waiting = hosts.entries();
  const one = async (index: number, host: H) => {
    const {name} = host;
    try {
      return {index, result: {name, value: await work(host)}};
    } catch (error) {
      return {index, result: {name, failure: asFailure(error)}};
    } finally {
      await host.close().catch(() => {});
    }
  };
  for (;;) {
    while (running.size < Math.max(1, jobs) && !signal?.aborted) {
      const {value, done} = waiting.next();
      if (done) break;
      const [index, host] = value;
      onStart?.(host.name);
      running.set(index, one(index, host));
    }
    if (running.size === 0) return;
    const {index, result} = await Promise.race(running.values());
    running.delete(index);
    yield result;
  }
}
