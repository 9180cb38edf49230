import type {Btf} from './btf.ts';
import {movedRecord} from './records.ts';

/** BTF with a header of 2018, which everything reads; text by its offset, each once. */
const headerBytes = 24;

/**
 * BTF of some types of another, alone and without a base. `ids` are the types in ascending order, which the new ids count from 1; `record` gives what is
 * to be written of one. What they refer to and is not among them becomes `void`.
 */
export const writeBtf = (btf: Btf, ids: readonly number[], record: (id: number) => readonly number[]): Buffer => {
  const renumbered = new Map(ids.map((id, index) => [id, index + 1]));
  const offsets = new Map([['', 0]]);
  const texts = [''];
  let stringBytes = 1;
  const intern = (offset: number): number => {
    const text = btf.text(offset);
    const known = offsets.get(text);
    if (known !== undefined) return known;
    const at = stringBytes;
    offsets.set(text, at);
    texts.push(text);
    stringBytes += Buffer.byteLength(text) + 1;
    return at;
  };
  const words = ids.flatMap((id) => movedRecord(record(id), intern, (type) => renumbered.get(type) ?? 0));
  const typeBytes = words.length * 4;
  const file = Buffer.alloc(headerBytes + typeBytes + stringBytes);
  const put = (value: number, at: number): number =>
    btf.littleEndian ? file.writeUInt32LE(value >>> 0, at) : file.writeUInt32BE(value >>> 0, at);
  file.set(btf.littleEndian ? [0x9f, 0xeb, 1, 0] : [0xeb, 0x9f, 1, 0]);
  for (const [index, value] of [headerBytes, 0, typeBytes, typeBytes, stringBytes].entries()) put(value, 4 + index * 4);
  for (const [index, value] of words.entries()) put(value, headerBytes + index * 4);
  file.write(`${texts.join('\0')}\0`, headerBytes + typeBytes);
  return file;
};
