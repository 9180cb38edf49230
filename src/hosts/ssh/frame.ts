import type {Mark} from './script.ts';

/** Bytes of login-shell noise that are put up with. */
const maximumNoise = 1 << 20;

/** Cuts what comes before the mark off a stream. */
export class Unframed {
  #pending: Buffer = Buffer.alloc(0);
  #open = false;
  readonly #mark: Buffer;

  constructor({text}: Mark) {
    this.#mark = Buffer.from(text);
  }

  /** True once the mark has come. */
  get open(): boolean {
    return this.#open;
  }

  /** What came before the mark so far. */
  get noise(): string {
    return this.#open ? '' : this.#pending.toString();
  }

  /** True when there is more noise than anyone should send. */
  get flooded(): boolean {
    return !this.#open && this.#pending.length > maximumNoise;
  }

  /** Takes a piece; gives the line of the mark when it is complete, and what comes after it. */
  push(chunk: Buffer): {line?: string; data: Buffer} {
    if (this.#open) return {data: chunk};
    this.#pending = this.#pending.length === 0 ? chunk : Buffer.concat([this.#pending, chunk]);
    const at = this.#pending.indexOf(this.#mark);
    const end = at < 0 ? -1 : this.#pending.indexOf(0x0a, at);
    if (end < 0) return {data: Buffer.alloc(0)};
    const line = this.#pending.toString('utf8', at + this.#mark.length, end).trim();
    const data = this.#pending.subarray(end + 1);
    this.#pending = Buffer.alloc(0);
    this.#open = true;
    return {line, data};
  }

  /** Takes the mark and WORD out of the noise, if they are there: a prompt that was seen. */
  takePrompt(word: string): boolean {
    if (this.#open) return false;
    const prompt = Buffer.concat([this.#mark, Buffer.from(` ${word}`)]);
    const at = this.#pending.indexOf(prompt);
    if (at < 0) return false;
    this.#pending = this.#pending.subarray(at + prompt.length);
    return true;
  }
}
