import type {Duplex} from 'node:stream';
import type {Way} from './dial.ts';
import {hangUp} from './hang-up.ts';

type Open = Way & {readonly socket: Duplex};

interface Shared {
  readonly way: Promise<Open>;
  users: number;
  closed: boolean;
}

/**
 * Connections to jump hosts, shared by all who go through them: a hundred hosts behind one bastion cost it one login, where a
 * hundred at once would run into its MaxStartups.
 */
export class Jumps {
  readonly #open = new Map<string, Shared>();

  /** The connection filed under `key`, opened by `open` if there is none. Release it when done. */
  async acquire(key: string, open: () => Promise<Open>): Promise<{way: Way; release: () => void}> {
    let shared = this.#open.get(key);
    if (!shared) {
      const made: Shared = {way: open(), users: 0, closed: false};
      shared = made;
      this.#open.set(key, made);
      const forget = () => {
        made.closed = true;
        if (this.#open.get(key) === made) this.#open.delete(key);
      };
      made.way.then(({client}) => client.once('close', forget), forget);
    }
    const mine = shared;
    mine.users++;
    let released = false;
    const release = () => {
      if (released) return;
      released = true;
      if (--mine.users > 0) return;
      if (this.#open.get(key) === mine) this.#open.delete(key);
      mine.way.then(hangUp, () => {});
    };
    try {
      return {way: await mine.way, release};
    } catch (error) {
      release();
      throw error;
    }
  }
}
