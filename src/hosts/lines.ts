import {Gathered} from './gathered.ts';

/** Bytes after which a line without an end is passed on as it is. */
const longest = 64 * 1024;

/** Turns pieces of output into whole lines. */
export class Lines {
  readonly #rest = new Gathered();
  readonly #each: (line: string) => void;

  constructor(each: (line: string) => void) {
    this.#each = each;
  }

  push(chunk: Buffer): void {
    let start = 0;
    for (let end = chunk.indexOf(0x0a); end >= 0; end = chunk.indexOf(0x0a, start)) {
      this.#rest.push(chunk.subarray(start, end));
      this.#pass();
      start = end + 1;
    }
    this.#rest.push(chunk.subarray(start));
    if (this.#rest.length > longest) this.#pass();
  }

  /** Passes on what has no line end. */
  end(): void {
    if (this.#rest.length > 0) this.#pass();
  }

  #pass(): void {
    const line = this.#rest.bytes.toString();
    this.#rest.clear();
    this.#each(line);
  }
}
