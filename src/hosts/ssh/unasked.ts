import type {Duplex} from 'node:stream';

/** Bytes beside what was asked for: session keys, banners, signs of life. ssh2's answers to so many small requests are 100 MB. */
const most = 4 << 20;

/** Bytes that are sent for each byte more: dropbear tells in 50 bytes that it has read 8,000. */
const share = 64;

/** Bytes around one piece of what was asked for, at most. */
const around = 256;

/**
 * Cuts a connection on which a host sends what nobody asked for, without end. ssh2 answers each request, in memory where the host reads no
 * answers, and keeps what comes for a command that has not begun.
 */
export class Unasked {
  #bytes = 0;
  #allowed = most;

  constructor(socket: Duplex) {
    const write = socket.write as (...words: unknown[]) => boolean;
    socket.write = (...words: unknown[]): boolean => {
      const [sent] = words as [Uint8Array | string];
      this.#allowed += sent.length / share;
      return write.apply(socket, words);
    };
    // Before ssh2 sees it, which tells at once what of it was asked for.
    socket.prependListener('data', (chunk: Buffer) => {
      this.#bytes += chunk.length;
      if (this.#bytes > this.#allowed) socket.destroy(new Error('It sends without end what nobody asked for.'));
    });
  }

  /** So many bytes of what was asked for have come. */
  asked(bytes: number): void {
    this.#bytes = Math.max(0, this.#bytes - bytes - around);
  }
}
