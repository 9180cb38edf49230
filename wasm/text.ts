// Text as BTF has it: bytes that end with 0. Eight at once, of which what lies behind the end does not count.

const ones: u64 = 0x0101_0101_0101_0101;
const highs: u64 = 0x8080_8080_8080_8080;

/** Not 0 where one of eight bytes is: its lowest bit is the highest of the first such byte. */
export function zeroIn(bytes: u64): u64 {
  return (bytes - ones) & ~bytes & highs;
}

/** Whether two texts are the same. */
export function same(one: usize, other: usize): bool {
  let at: usize = 0;
  while (true) {
    const bytes = load<u64>(one + at);
    const zero = zeroIn(bytes);
    const differing = bytes ^ load<u64>(other + at);
    // As far as the first 0, with it.
    if (zero !== 0) return (differing & (zero ^ (zero - 1))) === 0;
    if (differing !== 0) return false;
    at += 8;
  }
}

/** So much of a name is hashed, which tells nearly all of them apart. */
const hashed: usize = 256;

/** A hash of a text, from a number to begin with. */
export function hashOf(text: usize, seed: u64): u32 {
  let hash = seed;
  for (let at: usize = 0; at < hashed; at += 8) {
    const bytes = load<u64>(text + at);
    const zero = zeroIn(bytes);
    hash = (hash ^ (zero !== 0 ? bytes & ((zero ^ (zero - 1)) >> 8) : bytes)) * 0x9e37_79b9_7f4a_7c15;
    hash ^= hash >> 32;
    if (zero !== 0) break;
  }
  return <u32>hash;
}

/** Whether a text is that, of ASCII. */
export function is(text: usize, ascii: string): bool {
  return begins(text, ascii) && load<u8>(text + <usize>ascii.length) === 0;
}

/** Whether a text begins with that, of ASCII. */
export function begins(text: usize, ascii: string): bool {
  const from = changetype<usize>(ascii);
  for (let at: usize = 0; at < <usize>ascii.length; at++)
    if (load<u8>(text + at) !== load<u8>(from + (at << 1))) return false;
  return true;
}

/** Bytes of a text. */
export function lengthOf(text: usize): usize {
  let at: usize = 0;
  while (true) {
    const zero = zeroIn(load<u64>(text + at));
    if (zero !== 0) return at + (<usize>ctz(zero) >> 3);
    at += 8;
  }
}

/** KSYM_NAME_LEN */
const longestName: usize = 512;

/** Whether a name has letters, digits and underscores alone, as words of C have. */
export function isIdentifier(name: usize): bool {
  if (name === 0 || isDigit(load<u8>(name))) return false;
  let at = name;
  for (let code = load<u8>(at); code !== 0; code = load<u8>(++at))
    if (code !== 0x5f && !isDigit(code) && !isLetter(code)) return false;
  return at - name < longestName;
}

function isDigit(code: u8): bool {
  return code >= 0x30 && code <= 0x39;
}

function isLetter(code: u8): bool {
  return (code | 0x20) >= 0x61 && (code | 0x20) <= 0x7a;
}
