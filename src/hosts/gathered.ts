/**
 * Bytes that come in pieces, copied into one buffer that doubles: linear however small the pieces are, and keeping none of them alive (a
 * piece of one byte may hold on to a socket's 64 KiB).
 */
export class Gathered {
  #buffer: Buffer = Buffer.alloc(0);
  #length = 0;

  get length(): number {
    return this.#length;
  }

  /** What has come, until the next change. */
  get bytes(): Buffer {
    return this.#buffer.subarray(0, this.#length);
  }

  push(piece: Uint8Array): void {
    const length = this.#length + piece.length;
    if (length > this.#buffer.length) {
      const larger = Buffer.allocUnsafeSlow(Math.max(length, 2 * this.#buffer.length));
      this.bytes.copy(larger);
      this.#buffer = larger;
    }
    this.#buffer.set(piece, this.#length);
    this.#length = length;
  }

  /** Forgets it; the room is used again. */
  clear(): void {
    this.#length = 0;
  }
}
