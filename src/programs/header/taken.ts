import type {Btf} from '../btf/btf.ts';
import {textHash} from '../btf/strings.ts';
import {suffix} from './output.ts';

/** In an entry: it is an index of made names. Offsets of strings are smaller. */
const made = 2 ** 31;

/** How far numbers of a name were looked through: what is taken stays so, and made-up BTF has a million types of one name. */
interface Looked {
  /** All below are taken. */
  next: number;
  /** By holder: what its declarations share. */
  readonly shared: Map<number, number>;
}

/**
 * Names that C has no more, and by what: a table of offsets of strings, of which one may be there several times. Most names are BTF's; those made of
 * one and a number are few, and kept as text.
 */
export class Taken {
  readonly #btf: Btf;
  /** Whoever makes BTF cannot know which names fall together. */
  readonly #seed = Math.floor(Math.random() * made);
  readonly #texts: string[] = [];
  /** 0 is none, so that each is one more. */
  #entries = new Uint32Array(1 << 15);
  #holders = new Uint8Array(1 << 15);
  #count = 0;
  readonly #looked = new Map<string, Looked>();

  constructor(btf: Btf) {
    this.#btf = btf;
  }

  /** Takes the name at an offset for HOLDER: the lowest number that is free, or, where it SHARES one, that it has already. */
  free(offset: number, holder: number, shares: boolean): number {
    const first = this.take(offset, 1, holder);
    if (first === 0 || (shares && first === holder)) return 1;
    const text = this.#btf.text(offset);
    const looked = this.#looked.get(text) ?? {next: 2, shared: new Map()};
    this.#looked.set(text, looked);
    const known = shares ? looked.shared.get(holder) : undefined;
    for (let count = known ?? (shares ? 2 : looked.next); ; count++) {
      const by = this.take(offset, count, holder);
      if (!shares) looked.next = count + 1;
      else if (by === 0 || by === holder) looked.shared.set(holder, count);
      if (by === 0 || (shares && by === holder)) return count;
    }
  }

  /** Takes the name at an offset, with the suffix for COUNT, for HOLDER; what has it already, else 0. */
  take(offset: number, count: number, holder: number): number {
    return count === 1
      ? this.#take(offset, holder)
      : this.takeText(`${this.#btf.text(offset)}${suffix(count)}`, holder);
  }

  takeText(text: string, holder: number): number {
    this.#texts.push(text);
    const by = this.#take(made + this.#texts.length - 1, holder);
    if (by !== 0) this.#texts.pop();
    return by;
  }

  #take(name: number, holder: number): number {
    const slot = this.#find(name);
    if (this.#entries[slot] !== 0) return this.#holders[slot] ?? 0;
    this.#entries[slot] = name + 1;
    this.#holders[slot] = holder;
    if (++this.#count * 2 > this.#entries.length) this.#grow();
    return 0;
  }

  /** Where a name is, or would be. */
  #find(name: number): number {
    const mask = this.#entries.length - 1;
    const hash = name < made ? this.#btf.textHash(name, this.#seed) : hashOf(this.#text(name), this.#seed);
    for (let slot = (hash ^ (hash >>> 15)) & mask; ; slot = (slot + 1) & mask) {
      const entry = this.#entries[slot] ?? 0;
      if (entry === 0 || entry - 1 === name || this.#same(entry - 1, name)) return slot;
    }
  }

  #same(one: number, other: number): boolean {
    if (one < made && other < made) return this.#btf.sameText(one, other);
    return this.#text(one) === this.#text(other);
  }

  #text(name: number): string {
    return name < made ? this.#btf.text(name) : (this.#texts[name - made] ?? '');
  }

  #grow(): void {
    const [entries, holders] = [this.#entries, this.#holders];
    this.#entries = new Uint32Array(entries.length * 2);
    this.#holders = new Uint8Array(entries.length * 2);
    for (let at = 0; at < entries.length; at++) {
      const entry = entries[at] ?? 0;
      if (entry === 0) continue;
      const slot = this.#find(entry - 1);
      this.#entries[slot] = entry;
      this.#holders[slot] = holders[at] ?? 0;
    }
  }
}

const hashOf = (text: string, seed: number): number => textHash(Buffer.from(`${text}\0`), 0, seed);
