import {kinds} from './kinds.ts';
import {essentialHash, type Strings} from './strings.ts';

/** Of one name, kernels have a handful of types, and 200 tags: each access of a program is looked for in all of them. */
const mostAlike = 1024;

/**
 * Types by name, without a string or an object for each: chains by the hash of the name up to its flavor, so that `task_struct___old`
 * stands beside `task_struct`. Only types with a name take memory.
 */
export class NameIndex {
  /** By slot: the entry that its chain begins with; 0 is none. */
  readonly #heads: Uint32Array;
  readonly #next: Uint32Array;
  readonly #indices: Uint32Array;

  /** Of the records that begin at `starts`, from the index `first`: functions, or all else. */
  constructor(strings: Strings, words: Uint32Array, starts: Uint32Array, first: number, functions: boolean) {
    this.#heads = new Uint32Array(1 << Math.max(4, 30 - Math.clz32(starts.length)));
    this.#next = new Uint32Array(starts.length + 1);
    this.#indices = new Uint32Array(starts.length + 1);
    let entry = 0;
    // From the last, so that each chain ascends.
    for (let index = starts.length - 1; index >= first; index--) {
      const start = starts[index] ?? 0;
      const name = words[start] ?? 0;
      if (name === 0 || ((((words[start + 1] ?? 0) >>> 24) & 0x7f) === kinds.function) !== functions) continue;
      const hash = strings.hash(name);
      if (hash === 0) continue;
      const slot = this.#slot(hash);
      this.#indices[++entry] = index;
      this.#next[entry] = this.#heads[slot] ?? 0;
      this.#heads[slot] = entry;
    }
  }

  /** Indices in ascending order, among them all whose names are `name` or a flavor of it, as far as those are no more than anything real has: the caller compares. */
  candidates(name: string): number[] {
    const found: number[] = [];
    const slot = this.#slot(essentialHash(Buffer.from(`${name}\0`), 0));
    for (let entry = this.#heads[slot] ?? 0; entry > 0 && found.length < mostAlike; entry = this.#next[entry] ?? 0)
      found.push(this.#indices[entry] ?? 0);
    return found;
  }

  #slot(hash: number): number {
    return (hash ^ (hash >>> 15)) & (this.#heads.length - 1);
  }
}
