import {bounded, refusal} from '../refusal.ts';
import {Bytes} from './bytes.ts';
import {ehdr, type Header, headerOf, machineBpf, notFits, sectionHeader} from './header.ts';

/** A section of an object. */
export interface Section {
  readonly index: number;
  readonly name: string;
  readonly type: number;
  readonly flags: number;
  /** Its bytes; none for what only takes room when it is loaded, such as `.bss`. */
  readonly bytes: Bytes;
  readonly size: number;
  readonly link: number;
  readonly info: number;
}

/** A symbol of an object. */
export interface ElfSymbol {
  readonly name: string;
  readonly type: number;
  readonly binding: number;
  readonly visibility: number;
  /** The index of its section: 0 where it is defined elsewhere. */
  readonly section: number;
  readonly value: number;
  readonly size: number;
}

/** A relocation: the symbol that the place at `offset` refers to. */
export interface Relocation {
  readonly offset: number;
  readonly symbol: ElfSymbol;
}

/** A BPF object's ELF: its sections, its symbols and what refers to them. */
export interface Elf {
  readonly little: boolean;
  readonly sections: readonly Section[];
  readonly symbols: readonly ElfSymbol[];
  /** By the index of the section that they change. */
  readonly relocations: ReadonlyMap<number, readonly Relocation[]>;
}

/** `sh_type`. */
export const sectionTypes = {progbits: 1, symtab: 2, nobits: 8, rel: 9} as const;
/** `sh_flags`: the section holds instructions. */
export const executable = 4;
/** `st_info`: types and bindings. */
export const symbolTypes = {none: 0, object: 1, function: 2, section: 3} as const;
export const bindings = {local: 0, global: 1, weak: 2} as const;

const soundHeader = (raw: Uint8Array): Header => {
  const header = headerOf(raw, 0);
  if (!header) throw refusal('This is not a 64-bit ELF file.', 'A BPF object is one, with the machine EM_BPF (247).');
  const wrong = notFits(header, raw.length);
  if (wrong) throw refusal('This ELF file is damaged.', wrong);
  return header;
};

/** Reads the ELF of a BPF object. */
export const readElf = (raw: Uint8Array): Elf =>
  bounded('This is not a whole ELF file.', () => {
    const {little, machine} = soundHeader(raw);
    if (machine !== machineBpf)
      throw refusal('This ELF file is not a BPF object.', `Its machine is ${machine}, not EM_BPF (247).`);
    const sections = readSections(raw);
    const symbols = readSymbols(sections);
    return {little, sections, symbols, relocations: readRelocations(sections, symbols)};
  });

/** The sections of an ELF file of any machine: a kernel's image and its modules have types in theirs. */
export const readSections = (raw: Uint8Array): Section[] => {
  const file = new Bytes(raw, soundHeader(raw).little);
  const [start, count, names] = [file.u64(ehdr.shoff), file.u16(ehdr.shnum), file.u16(ehdr.shstrndx)];
  const headers = Array.from({length: count}, (_, index) => sectionHeader(file, start, index));
  // A few bytes that thousands of sections share would be read as often, and kept.
  const claimed = headers.reduce((sum, {type, size}) => (takesRoom(type) ? sum + size : sum), 0);
  if (claimed > raw.length) throw refusal('This ELF file is damaged.', 'Its sections overlap.');
  const named = headers[names];
  const strings = named && file.slice(named.offset, named.size);
  return headers.map((header, index) => ({
    index,
    name: strings && header.name < strings.length ? strings.text(header.name) : '',
    type: header.type,
    flags: header.flags,
    bytes: header.type === sectionTypes.nobits ? file.slice(0, 0) : file.slice(header.offset, header.size),
    size: header.size,
    link: header.link,
    info: header.info,
  }));
};

/** The first of all, of type 0, has other numbers than its size there. */
const takesRoom = (type: number): boolean => type !== 0 && type !== sectionTypes.nobits;

const symbolBytes = 24;

const readSymbols = (sections: readonly Section[]): ElfSymbol[] => {
  const table = sections.find(({type}) => type === sectionTypes.symtab);
  const strings = table && sections[table.link]?.bytes;
  if (!table || !strings) return [];
  return Array.from({length: Math.floor(table.size / symbolBytes)}, (_, index) => {
    const at = index * symbolBytes;
    const info = table.bytes.u8(at + 4);
    const section = table.bytes.u16(at + 6);
    const type = info & 0xf;
    const name = table.bytes.u32(at);
    return {
      // A section's own symbol has no name but its section's.
      name: type === symbolTypes.section ? (sections[section]?.name ?? '') : name === 0 ? '' : strings.text(name),
      type,
      binding: info >> 4,
      visibility: table.bytes.u8(at + 5) & 3,
      section,
      value: table.bytes.u64(at + 8),
      size: table.bytes.u64(at + 16),
    };
  });
};

const relocationBytes = 16;

const readRelocations = (
  sections: readonly Section[],
  symbols: readonly ElfSymbol[],
): ReadonlyMap<number, readonly Relocation[]> => {
  const found = new Map<number, Relocation[]>();
  for (const {type, bytes, info} of sections) {
    if (type !== sectionTypes.rel) continue;
    const list = found.get(info) ?? [];
    for (let at = 0; at + relocationBytes <= bytes.length; at += relocationBytes) {
      // r_info is one number of 64 bits whose upper half is the symbol, in either byte order.
      const symbol = symbols[bytes.u32(at + (bytes.little ? 12 : 8))];
      if (!symbol) throw refusal('This ELF file is damaged.', 'A relocation names a symbol that is not there.');
      list.push({offset: bytes.u64(at), symbol});
    }
    found.set(info, list);
  }
  return found;
};
