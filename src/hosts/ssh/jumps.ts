import type {Client} from 'ssh2';

interface Shared {
  readonly client: Promise<Client>;
  users: number;
  closed: boolean;
}

/**
 * Connections to jump hosts, shared by all who go through them: a hundred hosts behind one bastion cost it one login, where a
 * hundred at once would run into its MaxStartups.
 */
export class Jumps {
  readonly #open = new Map<string, Shared>();

  /** The connection filed under KEY, opened by OPEN if there is none. Release it when done. */
  async acquire(key: string, open: () => Promise<Client>): Promise<{client: Client; release: () => void}> {
    let shared = this.#open.get(key);
    if (!shared) {
      const made: Shared = {client: open(), users: 0, closed: false};
      shared = made;
      this.#open.set(key, made);
      const forget = () => {
        made.closed = true;
        if (this.#open.get(key) === made) this.#open.delete(key);
      };
      made.client.then((client) => client.once('close', forget), forget);
    }
    const mine = shared;
    mine.users++;
    let released = false;
    const release = () => {
      if (released) return;
      released = true;
      if (--mine.users > 0) return;
      if (this.#open.get(key) === mine) this.#open.delete(key);
      mine.client.then(
        (client) => client.end(),
        () => {},
      );
    };
    try {
      return {client: await mine.client, release};
    } catch (error) {
      release();
      throw error;
    }
  }
}
