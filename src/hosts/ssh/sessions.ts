import {setTimeout as sleep} from 'node:timers/promises';
import {Failure} from '../failure.ts';
import {type Channel, SessionRefused, type Transport} from './transport.ts';

/** sshd's MaxSessions is 10 unless it is set; two are left for commands that end others. */
const usual = 8;

/** How often a refusal is waited out while none of ours runs: the host may not yet have put away those that have ended. Milliseconds. */
const patience = [50, 200, 800] as const;

/**
 * Opens channels on one connection, no more at once than the host takes: a host that refuses one while others run is taken at its
 * word, and the request waits until one of them has ended.
 */
export class Sessions {
  #running = 0;
  #limit = usual;
  readonly #waiting: (() => void)[] = [];
  readonly #transport: Transport;
  readonly #name: string;

  constructor(transport: Transport, name: string) {
    this.#transport = transport;
    this.#name = name;
  }

  async open(line: string, refusals = 0): Promise<Channel> {
    while (this.#running >= this.#limit) await new Promise<void>((resolve) => this.#waiting.push(resolve));
    this.#running++;
    try {
      const channel = await this.#transport.open(line);
      const done = () => this.#done();
      channel.ended.then(done, done);
      return channel;
    } catch (error) {
      this.#done();
      if (!(error instanceof SessionRefused)) throw error;
      if (this.#running > 0) {
        this.#limit = this.#running;
        return this.open(line);
      }
      const pause = patience[refusals];
      if (pause === undefined) {
        throw new Failure({
          what: `${this.#name} opens no session`,
          why: error.message,
          todo: 'Look at MaxSessions in its sshd_config.',
          link: 'refused',
          cause: error,
        });
      }
      await sleep(pause);
      return this.open(line, refusals + 1);
    }
  }

  #done(): void {
    this.#running--;
    this.#waiting.shift()?.();
  }
}
