import {Failure} from './failure.ts';
import {pause} from './pause.ts';

/** How long to try again, and who is told. */
export interface PersistOptions {
  /** Called when the host was lost, before each further try. */
  readonly onLost?: (failure: Failure) => void;
  /** Ends the trying. */
  readonly signal?: AbortSignal;
  /** Milliseconds to go on trying to reach a host that was lost. Default: ten minutes, enough for a reboot. */
  readonly patience?: number;
  /** This is the first that is asked of the host: if it can't be reached at all, that is told at once. */
  readonly first?: boolean;
}

const longestPause = 12_000;

/** Milliseconds after which a call that was cut had been getting on: the patience for it begins anew. */
const contact = 5000;

/** Makes the call again while the way to the host fails, longer and longer apart: for what does no harm when it is done twice. */
export async function persist<T>(
  call: () => Promise<T>,
  {onLost, signal, patience = 600_000, first = false}: PersistOptions,
): Promise<T> {
  let since: number | undefined;
  for (let length = 500; ; length = Math.min(length * 2, longestPause)) {
    signal?.throwIfAborted();
    const begun = Date.now();
    try {
      return await call();
    } catch (error) {
      if (!(error instanceof Failure) || (error.link !== 'lost' && error.link !== 'unreachable')) throw error;
      if (first && since === undefined && error.link === 'unreachable') throw error;
      const now = Date.now();
      const wasThere = error.link === 'lost' && now - begun > contact;
      if (wasThere) length = 500;
      since = wasThere ? now : (since ?? now);
      if (now + length - since > patience) throw error;
      onLost?.(error);
      await pause(length, signal);
    }
  }
}
