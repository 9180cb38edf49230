import {malformed} from './malformed.ts';

/** No compiler writes longer names. Types may begin theirs amid one string, each at a place of its own: all of them together would be read for each. */
const longest = 4096;
/** So much of a name is hashed, which tells nearly all of them apart. */
const hashed = 256;

/** So many strings are decoded one by one; whoever wants more has all decoded at once, and cuts them out. */
const fewDecoded = 4096;

/** Strings of a file by their offset, those of its base first. */
export class Strings {
  readonly #bytes: Uint8Array;
  readonly #base: Strings | undefined;
  /** Bytes of the base's. */
  readonly #before: number;
  /** Offsets are below this. */
  readonly end: number;
  #text: string | undefined;
  #ascii = true;
  #decoded = 0;

  /** @throws Failure where the last string does not end, or the first of a file without base is not empty. */
  constructor(bytes: Uint8Array, base?: Strings) {
    if (!base && bytes[0] !== 0) throw malformed('its string section', 'does not begin with an empty string');
    if (bytes.length > 0 && bytes[bytes.length - 1] !== 0) throw malformed('its last string', 'has no end');
    this.#bytes = bytes;
    this.#base = base;
    this.#before = base?.end ?? 0;
    this.end = this.#before + bytes.length;
  }

  /** The string that begins at an offset, which may be amid another one. @throws Failure where it has no end within reason */
  at(offset: number): string {
    if (this.#base && offset < this.#before) return this.#base.at(offset);
    const start = offset - this.#before;
    const end = endOf(this.#bytes, start);
    if (end - start >= longest) throw malformed('a name', `has ${longest} bytes or more`);
    if (!this.#text && this.#decoded++ < fewDecoded) return this.#buffer().toString('utf8', start, end);
    this.#text ??= this.#read();
    return this.#ascii ? this.#text.slice(start, end) : this.#buffer().toString('utf8', start, end);
  }

  /** Whether the string at an offset is `text`. */
  is(offset: number, text: string): boolean {
    if (this.#base && offset < this.#before) return this.#base.is(offset, text);
    const start = offset - this.#before;
    const rest = behind(this.#bytes, start, text);
    return rest < 0 ? rest === notAscii && this.at(offset) === text : this.#bytes[rest] === 0;
  }

  /** Whether the string at an offset is `text` or a flavor of it: see {@link essentialName}. */
  isFlavorOf(offset: number, text: string): boolean {
    if (this.#base && offset < this.#before) return this.#base.isFlavorOf(offset, text);
    const rest = behind(this.#bytes, offset - this.#before, text);
    if (rest < 0 && rest !== notAscii) return false;
    if (this.#bytes[rest] === 0) return true;
    return (rest === notAscii || this.#bytes[rest] === underscore) && essentialName(this.at(offset)) === text;
  }

  /** A hash of the string up to its flavor: see {@link essentialName}. 0 for the empty one. */
  hash(offset: number): number {
    if (this.#base && offset < this.#before) return this.#base.hash(offset);
    return essentialHash(this.#bytes, offset - this.#before);
  }

  #read(): string {
    const text = this.#buffer().toString('latin1');
    this.#ascii = !/[\x80-\xff]/.test(text);
    return text;
  }

  #buffer(): Buffer {
    return Buffer.from(this.#bytes.buffer, this.#bytes.byteOffset, this.#bytes.byteLength);
  }
}

const notAscii = -2;

/** Where bytes go on behind `text`; -1 where they do not begin with it. */
const behind = (bytes: Uint8Array, start: number, text: string): number => {
  for (let at = 0; at < text.length; at++) {
    const code = text.charCodeAt(at);
    if (code > 0x7f) return notAscii;
    if (bytes[start + at] !== code) return -1;
  }
  return start + text.length;
};

const endOf = (bytes: Uint8Array, start: number): number => {
  const last = start + longest;
  let end = start;
  while (end < last && bytes[end]) end++;
  return end;
};

/** A name without its flavor, as CO-RE takes it: `task_struct` of `task_struct___old` (libbpf, bpf_core_essential_name_len). */
export const essentialName = (name: string): string => /^.*[^_](?=___[^_])/s.exec(name)?.[0] ?? name;

const underscore = 0x5f;

const prime = 0x01000193;

/** FNV-1a of {@link essentialName}, for bytes that end with 0: of the beginning, where that is far. */
export const essentialHash = (bytes: Uint8Array, start: number): number => {
  const last = start + hashed;
  let hash = 0x811c9dc5;
  let essential = -1;
  let at = start;
  for (let byte = bytes[at]; byte && at < last; byte = bytes[++at]) {
    if (byte === underscore && at > start && isSeparator(bytes, at)) essential = hash;
    hash = Math.imul(hash ^ byte, prime);
  }
  return at === start ? 0 : essential === -1 ? hash : essential;
};

/** Whether exactly three underscores begin here, amid a name. */
const isSeparator = (bytes: Uint8Array, at: number): boolean =>
  bytes[at + 1] === underscore &&
  bytes[at + 2] === underscore &&
  bytes[at - 1] !== underscore &&
  bytes[at + 3] !== underscore &&
  bytes[at + 3] !== 0;
