import type {Btf} from '../btf/btf.ts';
import {instructionBytes} from '../code/instructions.ts';
import {type CoreRelocation, relocationKinds} from '../core/relocation.ts';
import type {Bytes} from '../elf/bytes.ts';
import {refusal} from '../refusal.ts';

/** Where an instruction comes from, as the compiler noted it. */
export interface Line {
  readonly section: string;
  readonly instruction: number;
  /** Where the name of its file is in the object's BTF. */
  readonly file: number;
  readonly line: number;
}

/** What `.BTF.ext` says of instructions. */
export interface BtfExt {
  /** Many, and wanted only for what is said of an instruction: read when asked for. */
  readonly lines: () => readonly Line[];
  readonly relocations: readonly CoreRelocation[];
}

/** Reads `.BTF.ext`: records of several kinds, each a list for each section. https://docs.kernel.org/bpf/btf.html#btf-ext-section */
export const readBtfExt = (bytes: Bytes, btf: Btf): BtfExt => {
  if (bytes.u16(0) !== 0xeb9f || bytes.u8(2) !== 1) throw damaged('Its header is not one of BTF.');
  const headerBytes = bytes.u32(4);
  const table = <Row>(at: number, least: number, read: (section: string, record: number) => Row): Row[] =>
    at + 8 > headerBytes ? [] : readTable(bytes, btf, headerBytes + bytes.u32(at), bytes.u32(at + 4), least, read);
  return {
    lines: () =>
      table(16, 16, (section, record) => ({
        section,
        instruction: instructionOf(bytes, record),
        file: bytes.u32(record + 4),
        line: bytes.u32(record + 12) >>> 10,
      })),
    relocations: table(24, 16, (section, record) => {
      const number = bytes.u32(record + 12);
      const kind = relocationKinds[number];
      if (!kind) throw damaged(`It has a CO-RE relocation of kind ${number}, which is not known.`);
      const instruction = instructionOf(bytes, record);
      return {section, instruction, type: bytes.u32(record + 4), access: btf.text(bytes.u32(record + 8)), kind};
    }),
  };
};

const readTable = <Row>(
  bytes: Bytes,
  btf: Btf,
  start: number,
  length: number,
  least: number,
  read: (section: string, record: number) => Row,
): Row[] => {
  if (length === 0) return [];
  const recordBytes = bytes.u32(start);
  if (recordBytes < least || recordBytes % 4 !== 0) throw damaged(`It has records of ${recordBytes} bytes.`);
  const rows: Row[] = [];
  const end = start + length;
  for (let at = start + 4; at < end; ) {
    const section = btf.text(bytes.u32(at));
    const count = bytes.u32(at + 4);
    at += 8;
    if (count === 0 || at + count * recordBytes > end)
      throw damaged(`It claims ${count} records for section ${section}.`);
    for (let index = 0; index < count; index++, at += recordBytes) rows.push(read(section, at));
  }
  return rows;
};

const instructionOf = (bytes: Bytes, record: number): number => {
  const offset = bytes.u32(record);
  if (offset % instructionBytes !== 0) throw damaged('It refers to the middle of an instruction.');
  return offset / instructionBytes;
};

const damaged = (why: string) => refusal("The object's .BTF.ext is damaged.", why);
