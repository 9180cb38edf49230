import {Failure} from '../hosts/failure.ts';
import {unlessAborted} from '../hosts/unless-aborted.ts';

/** Hosts at once that get another kernel, once the first of them has come to a good end. */
export const usualRolling = 2;

/** Why a host was not begun: nothing of it was changed. */
export class NotBegun extends Failure {}

/**
 * Who of several hosts may get another kernel now: the first that is ready for it alone, then so many at once, and nobody after one that
 * did not come to a good end. Those that are at it go on.
 */
export class Turns {
  readonly #rolling: number;
  readonly #signal: AbortSignal;
  readonly #at = new Set<string>();
  readonly #waiting: {readonly host: string; readonly go: () => void; readonly refuse: (why: NotBegun) => void}[] = [];
  #first = true;
  #failed: string | undefined;

  /** `rolling` at once; nobody after `signal`. */
  constructor(rolling: number, signal: AbortSignal) {
    this.#rolling = rolling;
    this.#signal = signal;
  }

  /** Waits for a host's turn. @throws NotBegun once another host has failed */
  enter(host: string): Promise<void> {
    const turn = new Promise<void>((go, refuse) => this.#waiting.push({host, go, refuse}));
    this.#next();
    return unlessAborted(turn, this.#signal);
  }

  /** A host is done; one that had no turn says nothing of kernels. */
  leave(host: string, well: boolean): void {
    if (!this.#at.delete(host)) return;
    if (well) this.#first = false;
    else this.#failed ??= host;
    this.#next();
  }

  #next(): void {
    while (this.#waiting.length > 0 && (this.#failed !== undefined || this.#at.size < this.#most())) {
      const next = this.#waiting.shift();
      if (this.#failed !== undefined) next?.refuse(afterFailureOf(this.#failed));
      else if (next) {
        this.#at.add(next.host);
        next.go();
      }
    }
  }

  #most(): number {
    return this.#first ? 1 : this.#rolling;
  }
}

/** The way on, where hosts were left out. */
export const goOnWithTheRest =
  'then go on with --hosts REPORT --limit failed, where REPORT is what --json has printed.';

const afterFailureOf = (host: string): NotBegun =>
  new NotBegun({
    what: `Not begun: changing the kernel failed on ${host}.`,
    why: 'Its kernel is as it was.',
    todo: `See why it failed there; ${goOnWithTheRest}`,
  });
