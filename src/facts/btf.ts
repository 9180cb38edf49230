import {type Fact, known, unreadable} from './fact.ts';
import type {BtfFile} from './facts.ts';

/**
 * Reads the size and the header of a BTF file as the probe prints them: the size on the first line, then 24 bytes in hexadecimal.
 * struct btf_header: magic u16, version u8, flags u8, hdr_len u32, type_off u32, type_len u32, str_off u32, str_len u32.
 */
export const parseBtfHeader = (fact: Fact<string>): Fact<BtfFile> => {
  if (fact.state !== 'known') return fact;
  const [size = '', ...dump] = fact.value.split('\n');
  const bytes = Buffer.from(dump.join('').replace(/\s/g, ''), 'hex');
  if (!/^\d+$/.test(size)) return unreadable('its size could not be read');
  if (bytes.length < 24) return known({size: Number(size), validMagic: false, typeBytes: 0, stringBytes: 0});
  const little = bytes.readUInt16LE(0) === 0xeb9f;
  const big = bytes.readUInt16BE(0) === 0xeb9f;
  const word = (offset: number) => (big ? bytes.readUInt32BE(offset) : bytes.readUInt32LE(offset));
  return known({size: Number(size), validMagic: little || big, typeBytes: word(12), stringBytes: word(20)});
};
