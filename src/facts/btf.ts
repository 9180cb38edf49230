import {type Fact, known} from './fact.ts';
import type {BtfFile} from './facts.ts';

/**
 * Reads the header of a BTF file as the probe prints it: 24 bytes in hexadecimal. The header tells the size of the whole.
 * struct btf_header: magic u16, version u8, flags u8, hdr_len u32, type_off u32, type_len u32, str_off u32, str_len u32.
 */
export const parseBtfHeader = (fact: Fact<string>): Fact<BtfFile> => {
  if (fact.state !== 'known') return fact;
  const bytes = Buffer.from(fact.value.replace(/\s/g, ''), 'hex');
  if (bytes.length < 24) return known({size: bytes.length, validMagic: false, typeBytes: 0, stringBytes: 0});
  const little = bytes.readUInt16LE(0) === 0xeb9f;
  const big = bytes.readUInt16BE(0) === 0xeb9f;
  const word = (offset: number) => (big ? bytes.readUInt32BE(offset) : bytes.readUInt32LE(offset));
  const [headerBytes, typeBytes, stringBytes] = [word(4), word(12), word(20)];
  return known({size: headerBytes + typeBytes + stringBytes, validMagic: little || big, typeBytes, stringBytes});
};
