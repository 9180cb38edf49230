import {essentialHash, type Strings} from './strings.ts';

/**
 * Types by name, without a string or an object for each: chains by the hash of the name up to its flavor, so that `task_struct___old`
 * stands beside `task_struct`.
 */
export class NameIndex {
  readonly #heads: Int32Array;
  readonly #next: Int32Array;

  /** NAMES are offsets of names, by index; 0 for what is left out. */
  constructor(strings: Strings, names: Uint32Array) {
    this.#heads = new Int32Array(1 << Math.max(4, 32 - Math.clz32(names.length))).fill(-1);
    this.#next = new Int32Array(names.length);
    // From the last, so that each chain ascends.
    for (let index = names.length - 1; index >= 0; index--) {
      const name = names[index] ?? 0;
      const hash = name === 0 ? 0 : strings.hash(name);
      if (hash === 0) continue;
      const slot = this.#slot(hash);
      this.#next[index] = this.#heads[slot] ?? -1;
      this.#heads[slot] = index;
    }
  }

  /** Indices in ascending order, among them all whose names are NAME or a flavor of it: the caller compares. */
  candidates(name: string): number[] {
    const found: number[] = [];
    const slot = this.#slot(essentialHash(Buffer.from(`${name}\0`), 0));
    for (let index = this.#heads[slot] ?? -1; index >= 0; index = this.#next[index] ?? -1) found.push(index);
    return found;
  }

  #slot(hash: number): number {
    return (hash ^ (hash >>> 15)) & (this.#heads.length - 1);
  }
}
