import {setTimeout as sleep} from 'node:timers/promises';

/** Waits; rejects with the reason of `signal` when that is aborted, where Node's own would give an error of its own. */
export const pause = (milliseconds: number, signal?: AbortSignal): Promise<void> =>
  sleep(milliseconds, undefined, signal ? {signal} : {}).catch((error: unknown) => {
    signal?.throwIfAborted();
    throw error;
  });
