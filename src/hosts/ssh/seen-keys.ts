import {Failure} from '../failure.ts';

/** The key that a host showed: its type, and `SHA256:` with its hash, as ssh-keygen -l prints it. */
export interface ShownKey {
  readonly type: string;
  readonly fingerprint: string;
}

/** The first key that each host showed in a run, by the way to it: the key of the whole run, whatever known_hosts says. */
export class SeenKeys {
  readonly #first = new Map<string, ShownKey>();

  has(way: string): boolean {
    return this.#first.has(way);
  }

  /** `name` is what the user calls the host. @throws Failure where another key was shown before */
  compare(way: string, name: string, shown: ShownKey): void {
    const first = this.#first.get(way);
    if (first && first.fingerprint !== shown.fingerprint) throw anotherKey(name, first, shown);
  }

  /** Like {@link compare}, and the key of this way from now on. */
  remember(way: string, name: string, shown: ShownKey): void {
    this.compare(way, name, shown);
    this.#first.set(way, shown);
  }
}

function anotherKey(name: string, first: ShownKey, shown: ShownKey): Failure {
  return new Failure({
    what: `The key of ${name} has changed within this run: refused`,
    why: `It showed the ${shown.type} key ${shown.fingerprint}, and ${first.fingerprint} before. Several machines behind one name look like that, and so does one that stands between you and it.`,
    todo: 'If they are several machines, name each by itself.',
    link: 'refused',
  });
}
