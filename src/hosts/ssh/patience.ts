import type {Ask} from '../ask.ts';

/** A time limit that stands still while a question is on the screen. */
export interface Patience {
  /** The same questions, with the clock stopped. */
  readonly ask: Ask | undefined;
  /** Any other work that may ask, with the clock stopped. */
  during<T>(work: () => Promise<T>): Promise<T>;
  /** Whether a question is open, or waits its turn. */
  readonly asking: () => boolean;
  /** Starts the clock anew. */
  renew(milliseconds: number): void;
  end(): void;
}

export function patience(milliseconds: number, ask: Ask | undefined, expired: () => void): Patience {
  let left = milliseconds;
  let since = Date.now();
  let timer: NodeJS.Timeout | undefined = setTimeout(expired, left);
  let open = 0;
  const stop = () => {
    clearTimeout(timer);
    if (open++ === 0) left -= Date.now() - since;
  };
  const start = () => {
    if (--open > 0 || timer === undefined) return;
    since = Date.now();
    timer = setTimeout(expired, Math.max(left, 1000));
  };
  const paused = async <T>(question: () => Promise<T>): Promise<T> => {
    stop();
    try {
      return await question();
    } finally {
      start();
    }
  };
  return {
    ask: ask && {
      trust: (key) => paused(() => ask.trust(key)),
      secret: (question) => paused(() => ask.secret(question)),
    },
    during: paused,
    asking: () => open > 0,
    renew: (milliseconds) => {
      left = milliseconds;
      clearTimeout(timer);
      since = Date.now();
      if (open === 0) timer = setTimeout(expired, left);
    },
    end: () => {
      clearTimeout(timer);
      timer = undefined;
    },
  };
}
