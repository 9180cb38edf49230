import type {Btf} from '../btf/btf.ts';

/**
 * The bytes of a header under way. Names are copied from where BTF has them: a string for each, and the joining of them, would take longer than
 * all else.
 */
export class Output {
  readonly #btf: Btf;
  #bytes = new Uint8Array(1 << 22);
  length = 0;

  constructor(btf: Btf) {
    this.#btf = btf;
  }

  /** ASCII. */
  text(text: string): void {
    const start = this.length;
    this.length += text.length;
    if (this.length > this.#bytes.length) this.#grow();
    for (let at = 0; at < text.length; at++) this.#bytes[start + at] = text.charCodeAt(at);
  }

  /** A string of BTF, by its offset; the COUNTth that is called so, if it is not the first. */
  name(offset: number, count = 1): void {
    const start = this.length;
    this.length = this.#btf.copyText(offset, this.#bytes, start);
    if (this.length > this.#bytes.length) {
      this.#grow();
      this.#btf.copyText(offset, this.#bytes, start);
    }
    if (count > 1) this.text(suffix(count));
  }

  /** What was written before, once more. */
  again(from: number, length: number): void {
    const start = this.length;
    this.length += length;
    if (this.length > this.#bytes.length) this.#grow();
    this.#bytes.copyWithin(start, from, from + length);
  }

  indent(depth: number): void {
    for (let level = 0; level < depth; level++) this.text('\t');
  }

  /** All that was written. */
  get content(): Buffer {
    return Buffer.from(this.#bytes.buffer, 0, this.length);
  }

  #grow(): void {
    const bytes = new Uint8Array(this.length * 2);
    bytes.set(this.#bytes);
    this.#bytes = bytes;
  }
}

/** What the second, third ... type or value of a name has behind it: CO-RE takes such a type for NAME. */
export const suffix = (count: number): string => `___${count}`;
