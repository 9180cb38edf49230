import {Failure} from '../failure.ts';
import {pause} from '../pause.ts';

/** Milliseconds between the tries of a login that was dropped, while no other login at that door succeeds. */
const pauses = [150, 300, 600, 1200] as const;

/** The connection was closed before the host said who it is: what sshd does beyond its MaxStartups. */
export class ClosedEarly extends Failure {
  constructor(host: {readonly where: string; readonly byHand: string}, said: string, cause?: unknown) {
    super({
      what: `Can't connect to ${host.where}`,
      why: [
        `It closed the connection before the handshake, ${pauses.length + 1} times${said ? `, and said: ${said.slice(0, 300)}` : '.'}`,
        'sshd does that when too many log in at once (MaxStartups, PerSourceMaxStartups) or when it bans an address for a while; firewalls do it too.',
      ].join('\n'),
      todo: `${host.byHand}, or fewer hosts at once: --jobs 5`,
      link: 'unreachable',
      cause,
    });
  }
}

interface Door {
  running: number;
  limit: number;
  /** Logins that came through. */
  admitted: number;
  readonly waiting: (() => void)[];
}

/**
 * Logins by the door that they come to: an address and port, or a ProxyCommand. A server that drops some is taken at its word: fewer at
 * once, and those that were dropped again after a while.
 */
export class Logins {
  readonly #doors = new Map<string, Door>();

  async through<T>(name: string, login: () => Promise<T>, signal: AbortSignal | undefined): Promise<T> {
    const door = this.#doors.get(name) ?? {running: 0, limit: Number.POSITIVE_INFINITY, admitted: 0, waiting: []};
    this.#doors.set(name, door);
    let drops = 0;
    let admitted = door.admitted;
    for (;;) {
      const outcome = await enter(door, login);
      if (!(outcome instanceof ClosedEarly)) return outcome;
      // Where others get in, it is a matter of time.
      if (door.admitted > admitted) drops = 0;
      admitted = door.admitted;
      const length = pauses[drops++];
      if (length === undefined) throw outcome;
      await pause(length * (0.75 + Math.random() / 2), signal);
    }
  }
}

/** One try, when it is its turn. */
async function enter<T>(door: Door, login: () => Promise<T>): Promise<T | ClosedEarly> {
  while (door.running >= door.limit) await new Promise<void>((resolve) => door.waiting.push(resolve));
  door.running++;
  try {
    const result = await login();
    door.admitted++;
    return result;
  } catch (error) {
    if (!(error instanceof ClosedEarly)) throw error;
    door.limit = Math.max(1, Math.floor(Math.min(door.limit, door.running) / 2));
    return error;
  } finally {
    door.running--;
    door.waiting.shift()?.();
  }
}
