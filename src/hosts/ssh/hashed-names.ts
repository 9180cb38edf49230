import {createHash} from 'node:crypto';

/** Words of a block, and of what it is expanded to. */
const block = {words: 16, expanded: 80};
/** Bytes of a block of SHA-1, and of its result. */
const sizes = {block: 64, result: 20};

const start = Int32Array.of(0x67452301, 0xefcdab89, 0x98badcfe, 0x10325476, 0xc3d2e1f0);

/** A name as it is hashed, in blocks: the same for all salts. */
export type HashInput = readonly Int32Array[];

/**
 * A name that stands hashed in a file, `|1|SALT|HASH`: HMAC-SHA1 under a salt of its own (sshd(8), "SSH_KNOWN_HOSTS FILE FORMAT"), so that each name
 * is hashed anew for each line. What is the same is done once: the state of a salt for all names, the blocks of a name for all salts. An HMAC of OpenSSL,
 * which has to be set up each time, takes ten times as long.
 */
export class HashedName {
  readonly #text: string;
  #states: Int32Array | undefined;

  constructor(text: string) {
    this.#text = text;
  }

  /** Whether it is this one. */
  is(name: HashInput): boolean {
    this.#states ??= statesOf(this.#text);
    const states = this.#states;
    if (states.length === 0) return false;
    for (let word = 0; word < 5; word++) state[word] = states[word] ?? 0;
    for (const each of name) compress(state, each);
    for (let word = 0; word < 5; word++) outer[word] = state[word] ?? 0;
    outer.fill(0, 5, block.words);
    outer[5] = 1 << 31;
    outer[15] = 8 * (sizes.block + sizes.result);
    expand(outer);
    for (let word = 0; word < 5; word++) state[word] = states[5 + word] ?? 0;
    compress(state, outer);
    return state.every((word, at) => word === states[10 + at]);
  }
}

/** Room to work in. */
const state = new Int32Array(5);
const outer = new Int32Array(block.expanded);

/** The state after the inner pad, that after the outer pad, and the result. Nothing for what is no such thing: it is no name of anything. */
const statesOf = (text: string): Int32Array => {
  const [, version, salt = '', hash = ''] = text.split('|');
  const result = Buffer.from(hash, 'base64');
  if (version !== '1' || salt === '' || result.length !== sizes.result || result.toString('base64') !== hash)
    return new Int32Array(0);
  const key = Buffer.from(salt, 'base64');
  const short = key.length > sizes.block ? createHash('sha1').update(key).digest() : key;
  const states = new Int32Array(15);
  for (const [index, pad] of [0x36, 0x5c].entries()) {
    const padded = Buffer.alloc(sizes.block, pad);
    for (const [at, byte] of short.entries()) padded[at] = byte ^ pad;
    const after = start.slice();
    compress(after, expand(wordsOf(padded)));
    states.set(after, 5 * index);
  }
  states.set(wordsOf(result), 10);
  return states;
};

/** What a name is to all salts. */
export const hashInput = (name: string): HashInput => blocksOf(Buffer.from(name));

/** A text that follows one block, in blocks: with a bit, zeros and the length of all at its end. */
const blocksOf = (text: Buffer): Int32Array[] => {
  const padded = Buffer.alloc(sizes.block * Math.ceil((text.length + 9) / sizes.block));
  text.copy(padded);
  padded[text.length] = 0x80;
  padded.writeUInt32BE(8 * (sizes.block + text.length), padded.length - 4);
  return Array.from({length: padded.length / sizes.block}, (_, index) =>
    expand(wordsOf(padded.subarray(sizes.block * index, sizes.block * (index + 1)))),
  );
};

/** Big-endian words, with room for what a block is expanded to. */
const wordsOf = (bytes: Buffer): Int32Array => {
  const words = new Int32Array(bytes.length === sizes.block ? block.expanded : bytes.length / 4);
  for (let at = 0; at < bytes.length; at += 4) words[at / 4] = bytes.readInt32BE(at);
  return words;
};

const turned = (word: number, bits: number): number => (word << bits) | (word >>> (32 - bits));

/** FIPS 180-4, 6.1.2, step 1: the words of a block, to be used in one round each. */
const expand = (words: Int32Array): Int32Array => {
  for (let at = block.words; at < block.expanded; at++)
    words[at] = turned((words[at - 3] ?? 0) ^ (words[at - 8] ?? 0) ^ (words[at - 14] ?? 0) ^ (words[at - 16] ?? 0), 1);
  return words;
};

/** FIPS 180-4, 6.1.2, steps 2 to 4: the state after another block. */
const compress = (state: Int32Array, words: Int32Array): void => {
  let [a = 0, b = 0, c = 0, d = 0, e = 0] = state;
  for (let at = 0; at < block.expanded; at++) {
    const mixed =
      at < 20
        ? ((b & c) | (~b & d)) + 0x5a827999
        : at < 40
          ? (b ^ c ^ d) + 0x6ed9eba1
          : at < 60
            ? ((b & c) | (b & d) | (c & d)) + 0x8f1bbcdc
            : (b ^ c ^ d) + 0xca62c1d6;
    const next = (turned(a, 5) + mixed + e + (words[at] ?? 0)) | 0;
    e = d;
    d = c;
    c = turned(b, 30);
    b = a;
    a = next;
  }
  state[0] = (state[0] ?? 0) + a;
  state[1] = (state[1] ?? 0) + b;
  state[2] = (state[2] ?? 0) + c;
  state[3] = (state[3] ?? 0) + d;
  state[4] = (state[4] ?? 0) + e;
};
