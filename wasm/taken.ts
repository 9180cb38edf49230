import * as kinds from './kinds';
import {suffixed, takeBack} from './suffix';
import {hashOf, same} from './text';

// An entry: where its text is, by what it is taken, the hash of the text; and, where numbers of it were looked through, below which all are taken, and
// what its declarations share, as structs and as unions. What is taken stays so, and made-up BTF has a million types of one name.
const holderAt: usize = 4;
const hashAt: usize = 8;
const nextAt: usize = 12;
const structsAt: usize = 16;
const unionsAt: usize = 20;
const entryBytes: usize = 24;

/** Names that C has no more, and by what: a table of where their texts are. */
export class Taken {
  /** Whoever makes BTF cannot know which names fall together. */
  private seed: u64;
  /** 2 to the power of this slots, of which each has the number of an entry; 0 is none. */
  private slots: usize = 0;
  private mask: u32 = 0;
  private entries: usize = 0;
  private room: u32 = 0;
  private count: u32 = 0;

  constructor(seed: u64, names: u32) {
    this.seed = seed;
    this.grow(max(names, 1024));
  }

  /** Takes a name for `holder`: the lowest number that is free, or, where it `shares` one, that it has already. */
  free(name: usize, holder: u32, shares: bool): u32 {
    const first = this.take(name, holder);
    if (first === 0 || (shares && first === holder)) return 1;
    const numbers = shares ? (holder === kinds.union ? unionsAt : structsAt) : nextAt;
    const looked = this.find(name, hashOf(name, this.seed));
    let count = max(load<u32>(this.entry(looked) + numbers), 2);
    while (true) {
      const text = suffixed(name, count);
      const by = this.take(text, holder);
      if (by !== 0) takeBack(text);
      if (by === 0 || (shares && by === holder)) break;
      count++;
    }
    store<u32>(this.entry(looked) + numbers, shares ? count : count + 1);
    return count;
  }

  /** Takes a name for `holder`; what has it already, else 0. */
  take(name: usize, holder: u32): u32 {
    const hash = hashOf(name, this.seed);
    const slot = this.find(name, hash);
    const known = load<u32>(slot);
    if (known !== 0) return load<u32>(this.entry(slot) + holderAt);
    const entry = this.entries + <usize>++this.count * entryBytes;
    store<u32>(slot, this.count);
    store<u32>(entry, <u32>name);
    store<u32>(entry + holderAt, holder);
    store<u32>(entry + hashAt, hash);
    if (this.count === this.room) this.grow(this.room * 2);
    return 0;
  }

  private entry(slot: usize): usize {
    return this.entries + <usize>load<u32>(slot) * entryBytes;
  }

  /** Where a name is, or would be. */
  private find(name: usize, hash: u32): usize {
    let at = hash & this.mask;
    while (true) {
      const slot = this.slots + ((<usize>at) << 2);
      if (load<u32>(slot) === 0) return slot;
      const entry = this.entry(slot);
      if (load<u32>(entry + hashAt) === hash && same(load<u32>(entry), name)) return slot;
      at = (at + 1) & this.mask;
    }
  }

  /** Room for so many, of which at most every other slot is taken. */
  private grow(names: u32): void {
    const entries = heap.alloc(<usize>(names + 1) * entryBytes);
    memory.copy(entries + entryBytes, this.entries + entryBytes, <usize>this.count * entryBytes);
    this.entries = entries;
    this.room = names;
    this.mask = (1 << (33 - clz(names))) - 1;
    this.slots = heap.alloc((<usize>this.mask + 1) << 2);
    for (let number: u32 = 1; number <= this.count; number++) {
      let at = load<u32>(entries + <usize>number * entryBytes + hashAt) & this.mask;
      while (load<u32>(this.slots + ((<usize>at) << 2)) !== 0) at = (at + 1) & this.mask;
      store<u32>(this.slots + ((<usize>at) << 2), number);
    }
  }
}
