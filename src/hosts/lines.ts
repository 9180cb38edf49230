/** Bytes after which a line without an end is passed on as it is. */
const longest = 64 * 1024;

/** Turns pieces of output into whole lines. */
export class Lines {
  #rest: Buffer = Buffer.alloc(0);
  readonly #each: (line: string) => void;

  constructor(each: (line: string) => void) {
    this.#each = each;
  }

  push(chunk: Buffer): void {
    let data = this.#rest.length > 0 ? Buffer.concat([this.#rest, chunk]) : chunk;
    for (let end = data.indexOf(0x0a); end >= 0; end = data.indexOf(0x0a)) {
      this.#each(data.toString('utf8', 0, end));
      data = data.subarray(end + 1);
    }
    if (data.length > longest) {
      this.#each(data.toString());
      data = Buffer.alloc(0);
    }
    this.#rest = data;
  }

  /** Passes on what has no line end. */
  end(): void {
    if (this.#rest.length > 0) this.#each(this.#rest.toString());
    this.#rest = Buffer.alloc(0);
  }
}
