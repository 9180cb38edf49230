/** A key that a host showed and known_hosts does not know, with the host as it would be written there. */
export interface UnknownKey {
  readonly name: string;
  readonly type: string;
  /** `SHA256:` and the hash, as ssh-keygen -l prints it. */
  readonly fingerprint: string;
}

/** How a question reaches the user. Who calls it serialises: with many hosts, one question is on the screen at a time. */
export interface Ask {
  /** Whether to connect, and remember the key. */
  trust(key: UnknownKey): Promise<boolean>;
  /** A password, passphrase or code, not shown while it is typed. Undefined when the user gives none. */
  secret(question: string): Promise<string | undefined>;
}

/** What is called before a program asks on the terminal by itself, such as sudo: what moves on the screen makes way. */
export const makeWay = new Set<() => void>();

let asking = 0;

/** Whether such a program asks now: nothing may be drawn. */
export const isAsking = (): boolean => asking > 0;

/** Lets a program ask on the terminal. */
export const whileAsking = async <T>(ask: () => Promise<T>): Promise<T> => {
  asking++;
  for (const each of makeWay) each();
  try {
    return await ask();
  } finally {
    asking--;
  }
};
