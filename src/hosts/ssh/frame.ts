import {Gathered} from '../gathered.ts';
import type {Mark} from './script.ts';

/** Bytes of login-shell noise that are put up with. */
const maximumNoise = 1 << 20;

/** Cuts what comes before the mark off a stream. */
export class Unframed {
  readonly #pending = new Gathered();
  #open = false;
  /** Where the mark is; -1 until it has come. */
  #at = -1;
  /** Bytes that were looked at: each piece is looked at once. */
  #seen = 0;
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
    return this.#open ? '' : this.#pending.bytes.toString();
  }

  /** True when there is more noise than anyone should send. */
  get flooded(): boolean {
    return !this.#open && this.#pending.length > maximumNoise;
  }

  /** Takes a piece; gives the line of the mark when it is complete, and what comes after it. */
  push(chunk: Buffer): {line?: string; data: Buffer} {
    if (this.#open) return {data: chunk};
    if (this.flooded) return {data: Buffer.alloc(0)};
    this.#pending.push(chunk);
    const pending = this.#pending.bytes;
    if (this.#at < 0) this.#at = pending.indexOf(this.#mark, Math.max(0, this.#seen - this.#mark.length + 1));
    const end = this.#at < 0 ? -1 : pending.indexOf(0x0a, Math.max(this.#at, this.#seen));
    this.#seen = pending.length;
    if (end < 0) return {data: Buffer.alloc(0)};
    const line = pending.toString('utf8', this.#at + this.#mark.length, end).trim();
    const data = Buffer.from(pending.subarray(end + 1));
    this.#pending.clear();
    this.#open = true;
    return {line, data};
  }

  /** Takes the mark and `word` out of the noise, if they are there: a prompt that was seen. */
  takePrompt(word: string): boolean {
    if (this.#open || this.#at < 0) return false;
    const prompt = Buffer.from(` ${word}`);
    const after = this.#pending.bytes.subarray(this.#at + this.#mark.length);
    if (!after.subarray(0, prompt.length).equals(prompt)) return false;
    const rest = Buffer.from(after.subarray(prompt.length));
    this.#pending.clear();
    this.#pending.push(rest);
    [this.#at, this.#seen] = [-1, 0];
    return true;
  }
}
