/** Milliseconds after which a host that does not answer makes way for another. */
const patience = 500;

/** Places for work that goes on at once. Work that only waits for an answer lends its place to other work, see {@link aside}. */
export class Places {
  readonly #most: number;
  readonly #mostBegun: number;
  #taken = 0;
  #begun = 0;
  readonly #back: (() => void)[] = [];
  #lent = deferred();

  /** `most` at once, and `mostBegun` together with what waits aside. */
  constructor(most: number, mostBegun: number) {
    this.#most = most;
    this.#mostBegun = Math.max(most, mostBegun);
  }

  /** Whether more work may begin. */
  free(): boolean {
    return this.#taken < this.#most && this.#begun < this.#mostBegun;
  }

  /** Does the work of an owner in a place, which is given back when it is done. */
  async in<T>(owner: object, work: () => Promise<T>): Promise<T> {
    this.#taken++;
    this.#begun++;
    here.set(owner, {places: this, away: 0});
    try {
      return await work();
    } finally {
      here.delete(owner);
      this.#begun--;
      this.#give();
    }
  }

  /** Resolves when a place is lent. */
  lent(): Promise<undefined> {
    return this.#lent.promise;
  }

  leave(): void {
    this.#give();
    this.#lent.resolve();
    this.#lent = deferred();
  }

  /** Waits for a place to go on in; those who come back go before those who begin. */
  async comeBack(): Promise<void> {
    if (this.#taken < this.#most) this.#taken++;
    else await new Promise<void>((resolve) => this.#back.push(resolve));
  }

  #give(): void {
    const next = this.#back.shift();
    if (next) next();
    else this.#taken--;
  }
}

const deferred = () => {
  let resolve = () => {};
  const promise = new Promise<undefined>((settle) => {
    resolve = () => settle(undefined);
  });
  return {promise, resolve};
};

/**
 * The places of the work that is going on, by its owner, and for how many answers each waits. Not by AsyncLocalStorage, with which Node before 24
 * does every step of everything more slowly.
 */
const here = new WeakMap<object, {readonly places: Places; away: number}>();

/**
 * Waits for an answer from outside, as from a host that may not be there; when it takes long, other work goes on in the place of `owner`, the host whose
 * work this is.
 */
export async function aside<T>(owner: object, answer: Promise<T>): Promise<T> {
  const place = here.get(owner);
  if (!place) return answer;
  let away = false;
  const timer = setTimeout(() => {
    away = true;
    if (place.away++ === 0) place.places.leave();
  }, patience);
  try {
    return await answer;
  } finally {
    clearTimeout(timer);
    if (away && --place.away === 0) await place.places.comeBack();
  }
}
