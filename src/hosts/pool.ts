import {Failure} from './failure.ts';

/** What became of one host. */
export type PoolResult<T> =
  | {readonly name: string; readonly value: T}
  | {readonly name: string; readonly failure: Failure};

export interface PoolOptions {
  /** Hosts at once. Beyond 50 one client with two cores gains nothing. */
  readonly jobs?: number;
  /** No further host is begun once it is aborted. */
  readonly signal?: AbortSignal;
  readonly onStart?: (name: string) => void;
}

const asFailure = (error: unknown): Failure =>
  error instanceof Failure
    ? error
    : new Failure({what: `ebpf has a defect: ${error instanceof Error ? error.message : String(error)}`, cause: error});

/** Works on many hosts, a bounded number at once, and gives each result as it comes. What one host does never stops another. */
export async function* eachHost<T>(
  names: readonly string[],
  work: (name: string) => Promise<T>,
  {jobs = 50, signal, onStart}: PoolOptions = {},
): AsyncGenerator<PoolResult<T>> {
  const running = new Map<number, Promise<{index: number; result: PoolResult<T>}>>();
  const waiting = names.entries();
  const begin = (index: number, name: string): void => {
    onStart?.(name);
    const result = Promise.resolve(name)
      .then(work)
      .then(
        (value) => ({index, result: {name, value}}),
        (error: unknown) => ({index, result: {name, failure: asFailure(error)}}),
      );
    running.set(index, result);
  };
  for (;;) {
    while (running.size < Math.max(1, jobs) && !signal?.aborted) {
      const {value, done} = waiting.next();
      if (done) break;
      begin(...value);
    }
    if (running.size === 0) return;
    const {index, result} = await Promise.race(running.values());
    running.delete(index);
    yield result;
  }
}
