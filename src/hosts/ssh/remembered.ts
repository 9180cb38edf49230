/** What was typed for one owner, by question. */
export interface Secrets {
  get(question: string): string | undefined;
  set(question: string, secret: string): void;
  /** It was wrong. */
  forget(question: string): void;
}

/**
 * Secrets that were typed in this run, each for the very owner that asked: the account, the host and the key that it showed. So a connection
 * that was cut is opened again without asking, and what was typed for a jump host is never sent to the host behind it.
 */
export class Remembered {
  readonly #secrets = new Map<string, string>();

  for(owner: readonly (string | number)[]): Secrets {
    const key = (question: string) => JSON.stringify([...owner, question]);
    return {
      get: (question) => this.#secrets.get(key(question)),
      set: (question, secret) => void this.#secrets.set(key(question), secret),
      forget: (question) => void this.#secrets.delete(key(question)),
    };
  }
}
