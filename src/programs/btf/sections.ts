import type {Layout} from './kinds.ts';
import {malformed} from './malformed.ts';

/** What a BTF file consists of. */
export interface Sections {
  readonly littleEndian: boolean;
  /** The records of the types: all of their fields have 32 bits. */
  readonly words: Uint32Array;
  readonly strings: Uint8Array;
  /** Lengths of the records of kinds, where the file tells them: Linux 7.1, `struct btf_layout`. */
  readonly layouts: readonly Layout[];
}

/** The header of 2018. Newer ones are longer and begin the same. */
const oldHeader = 24;
const withLayout = 32;

/** More than the kernel takes (BTF_MAX_SIZE is 16 MB): vmlinux of a debug build may have more. */
const largest = 256 << 20;

/** Finds the sections of a BTF file. @throws Failure for what is no BTF, and for sections outside of it. */
export const readSections = (bytes: Uint8Array): Sections => {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  if (bytes.length < oldHeader) throw malformed('its header', `has ${bytes.length} bytes of ${oldHeader}`);
  if (bytes.length > largest) throw malformed('it', `has ${bytes.length} bytes; ${largest} is the most that is read`);
  const littleEndian = view.getUint16(0, true) === 0xeb9f;
  if (!littleEndian && view.getUint16(0) !== 0xeb9f)
    throw malformed('its header', 'does not begin with the number eb9f');
  const word = (offset: number): number => view.getUint32(offset, littleEndian);
  const [version, header] = [view.getUint8(2), word(4)];
  if (version !== 1) throw malformed('its header', `says version ${version}; only 1 is known`);
  if (header < oldHeader || header > bytes.length) throw malformed('its header', `says that it has ${header} bytes`);
  const section = (name: string, offset: number, length: number): Uint8Array => {
    const start = header + offset;
    if (start + length > bytes.length)
      throw malformed(`its ${name}`, `ends at byte ${start + length} of ${bytes.length}`);
    return bytes.subarray(start, start + length);
  };
  const types = section('type section', word(8), word(12));
  if (types.length % 4 > 0 || word(8) % 4 > 0) throw malformed('its type section', 'is not made of 32-bit words');
  const layout = header >= withLayout ? section('layout section', word(24), word(28)) : bytes.subarray(0, 0);
  return {
    littleEndian,
    words: toWords(types, littleEndian),
    strings: section('string section', word(16), word(20)),
    layouts: readLayouts(layout),
  };
};

/** Where they lie, if the machine can read them there. */
const toWords = (types: Uint8Array, littleEndian: boolean): Uint32Array => {
  const native = littleEndian === (new Uint8Array(Uint32Array.of(1).buffer)[0] === 1);
  if (native && types.byteOffset % 4 === 0) return new Uint32Array(types.buffer, types.byteOffset, types.length / 4);
  const copy = Buffer.from(Uint8Array.from(types).buffer);
  if (!native) copy.swap32();
  return new Uint32Array(copy.buffer);
};

/** `struct btf_layout`: u8 bytes after the common part, u8 bytes for each element, u16 flags. */
const readLayouts = (section: Uint8Array): Layout[] =>
  Array.from({length: section.length >> 2}, (_, kind) => {
    const [once = 0, each = 0] = section.subarray(kind * 4);
    if (once % 4 > 0 || each % 4 > 0) throw malformed(`its layout of kind ${kind}`, 'is not made of 32-bit words');
    return {once: once / 4, each: each / 4};
  });

/** Whether BTF is split: the strings of what stands alone begin with an empty one. */
export const continuesBase = (bytes: Uint8Array): boolean => {
  const {strings, words} = readSections(bytes);
  return words.length > 0 && strings[0] !== 0;
};
