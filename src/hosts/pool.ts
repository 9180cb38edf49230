import {Places} from './aside.ts';
import {hostsAtOnce} from './descriptors.ts';
import {Failure, internalError} from './failure.ts';
import type {Host} from './host.ts';

/** What became of one host. */
export type PoolResult<T> =
  | {readonly name: string; readonly value: T}
  | {readonly name: string; readonly failure: Failure};

/** How many hosts at once, and who is told. */
export interface PoolOptions {
  /** Hosts at once; fewer, where the limit on open files does not allow so many. */
  readonly jobs?: number | undefined;
  /** No further host is begun once it is aborted; those that end for that reason fail as {@link stopped}. */
  readonly signal?: AbortSignal | undefined;
  readonly onStart?: (name: string) => void;
}

/** Works on all items, so many at a time; the results come in the order of the items. */
export async function sideBySide<T, R>(
  items: readonly T[],
  atOnce: number,
  work: (item: T) => Promise<R>,
): Promise<R[]> {
  const results: R[] = [];
  const waiting = items.entries();
  const worker = async () => {
    for (const [index, item] of waiting) results[index] = await work(item);
  };
  await Promise.all(Array.from({length: Math.min(atOnce, items.length)}, worker));
  return results;
}

/** Works on items as they come, so many at a time, and gives the results in the order of the items: no more than these are held. */
export async function* inOrder<T, R>(
  items: Iterable<T> | AsyncIterable<T>,
  atOnce: number,
  work: (item: T) => Promise<R>,
): AsyncGenerator<R> {
  const running: Promise<R>[] = [];
  for await (const item of items) {
    const result = work(item);
    // Whoever waits for it is told.
    result.catch(() => {});
    running.push(result);
    const [first] = running;
    if (first && running.length >= atOnce) {
      running.shift();
      yield await first;
    }
  }
  for (const result of running) yield await result;
}

/** Beyond this many at once a client with two cores gained nothing against 100 hosts. */
export const defaultJobs = 50;

const asFailure = (error: unknown, signal: AbortSignal | undefined): Failure => {
  if (error instanceof Failure) return error;
  if (signal?.aborted && (error === signal.reason || (error as {name?: unknown}).name === 'AbortError'))
    return stopped(error);
  return internalError(error);
};

/** What becomes of a host that was not done when somebody stopped the run. */
export const stopped = (cause?: unknown): Failure =>
  new Failure({
    what: 'Stopped before it was done.',
    why: 'Somebody stopped the run.',
    todo: 'Run it again.',
    link: 'unreachable',
    cause,
  });

/**
 * Works on many hosts, a bounded number at once, and gives each result as it comes; a host is closed when its work is done. What one
 * host does never stops another. Hosts that do not answer wait beside the others: see aside.ts.
 */
export async function* eachHost<H extends Pick<Host, 'name' | 'close'>, T>(
  hosts: readonly H[],
  work: (host: H) => Promise<T>,
  {jobs = defaultJobs, signal, onStart}: PoolOptions = {},
): AsyncGenerator<PoolResult<T>> {
  const places = new Places(hostsAtOnce(jobs), hostsAtOnce(mostOpen));
  const running = new Map<number, Promise<{index: number; result: PoolResult<T>}>>();
  const waiting = hosts.entries();
  const one = async (index: number, host: H) => {
    const {name} = host;
    try {
      return {index, result: {name, value: await work(host)}};
    } catch (error) {
      return {index, result: {name, failure: asFailure(error, signal)}};
    } finally {
      await host.close().catch(() => {});
    }
  };
  for (;;) {
    while (!signal?.aborted && places.free()) {
      const {value, done} = waiting.next();
      if (done) break;
      const [index, host] = value;
      onStart?.(host.name);
      running.set(
        index,
        places.in(host, () => one(index, host)),
      );
    }
    if (running.size === 0) return;
    const ended = await Promise.race([...running.values(), places.lent()]);
    if (!ended) continue;
    running.delete(ended.index);
    yield ended.result;
  }
}

/** Hosts that are begun and not done, those that do not answer among them. */
const mostOpen = 1000;
