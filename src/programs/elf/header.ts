import {Bytes} from './bytes.ts';

/** `e_machine` of BPF. */
export const machineBpf = 247;

/** Where the fields of an Elf64_Ehdr are. */
export const ehdr = {
  type: 16,
  machine: 18,
  version: 20,
  shoff: 40,
  shentsize: 58,
  shnum: 60,
  shstrndx: 62,
  size: 64,
} as const;

/** Bytes of an Elf64_Shdr. */
const headerBytes = 64;
/** More than any compiler writes; keeps what a forged count can cost small. */
const mostSections = 4096;

/** The part of an ELF header by which a file is known. */
export interface Header {
  readonly little: boolean;
  readonly machine: number;
  readonly type: number;
  readonly shoff: number;
  readonly shnum: number;
  /** The header's own words on itself are right. */
  readonly sound: boolean;
}

/** The header at an offset of a file; undefined where there is none of a 64-bit ELF. */
export const headerOf = (raw: Uint8Array, offset: number): Header | undefined => {
  if (raw.length - offset < ehdr.size) return undefined;
  if (raw[offset] !== 0x7f || raw[offset + 1] !== 0x45 || raw[offset + 2] !== 0x4c || raw[offset + 3] !== 0x46)
    return undefined;
  const [width, order] = [raw[offset + 4], raw[offset + 5]];
  if (width !== 2 || (order !== 1 && order !== 2)) return undefined;
  const file = new Bytes(raw.subarray(offset, offset + ehdr.size), order === 1);
  return {
    little: file.little,
    machine: file.u16(ehdr.machine),
    type: file.u16(ehdr.type),
    shoff: file.u64(ehdr.shoff),
    shnum: file.u16(ehdr.shnum),
    sound: file.u32(ehdr.version) === 1 && file.u16(ehdr.shentsize) === headerBytes,
  };
};

/** The fields of a section's header that are used here. */
export const sectionHeader = (file: Bytes, start: number, index: number) => {
  const at = start + index * headerBytes;
  return {
    name: file.u32(at),
    type: file.u32(at + 4),
    flags: file.u32(at + 8 + (file.little ? 0 : 4)),
    offset: file.u64(at + 24),
    size: file.u64(at + 32),
    link: file.u32(at + 40),
    info: file.u32(at + 44),
  };
};

/** Why what a header says does not fit into so many bytes; undefined where it does. */
export const notFits = ({sound, shoff, shnum}: Header, bytes: number): string | undefined => {
  if (!sound) return 'Its header contradicts itself.';
  if (shnum === 0) return 'It has no sections.';
  if (shnum > mostSections) return `It claims to have ${shnum} sections.`;
  if (shoff + shnum * headerBytes > bytes) return 'Its section headers are behind its end: it is truncated.';
  return undefined;
};

/** `sh_type` of what takes no room in a file. */
const nobits = 8;

/** How many bytes an object takes that begins at an offset of a file: to the end of its last section; undefined where that is behind the file's end. */
export const extentOf = (raw: Uint8Array, offset: number, header: Header): number | undefined => {
  const left = raw.length - offset;
  if (notFits(header, left)) return undefined;
  const file = new Bytes(raw.subarray(offset), header.little);
  let extent = header.shoff + header.shnum * headerBytes;
  for (let index = 0; index < header.shnum; index++) {
    const {type, offset: from, size} = sectionHeader(file, header.shoff, index);
    if (type !== nobits) extent = Math.max(extent, from + size);
  }
  return extent <= left ? extent : undefined;
};
