import {readFileSync} from 'node:fs';
import {expect} from '@jest/globals';
import fc from 'fast-check';
import {exitCodes, Failure} from '../../../src/hosts/failure.ts';
import {inspect} from '../../../src/programs/inspect/inspect.ts';
import {processorTime} from '../../processor-time.ts';

const documents = (file: string, bytes: Uint8Array) => inspect(file, bytes).map(({document}) => document);

const refusal = (bytes: Uint8Array): Failure => {
  try {
    documents('file', bytes);
  } catch (error) {
    if (error instanceof Failure) return error;
    throw error;
  }
  throw new Error('it was read');
};

test.each([
  ['nothing', Buffer.alloc(0), 'empty'],
  ['a source', Buffer.from('#!/bin/sh\n\t# äöü\nexit 0\n'), 'It is text, as sources and headers of skeletons are'],
  ['other bytes', Buffer.from([0x23, 0x21, 0x1b, 0]), 'does not begin as an ELF file'],
  ['bitcode', Buffer.from('BC\xc0\xde and more', 'latin1'), 'bitcode'],
  ['a compressed file', Buffer.from('1f8b08000000', 'hex'), 'compressed'],
  ['an archive', Buffer.from('!<arch>\n'), 'archive'],
  ['BTF by itself', Buffer.from('9feb010018000000', 'hex'), 'raw BTF'],
  ['a program of another machine', readFileSync(process.execPath).subarray(0, 1 << 20), 'another machine'],
])('%s is refused in words that fit', (_, bytes, words) => {
  const {message, exitCode} = refusal(bytes);
  expect(message).toContain(words);
  expect(exitCode).toBe(exitCodes.usage);
});

/** A header of a BPF object that says what it likes. */
const header = (little: boolean, shoff: number, shnum: number): Buffer => {
  const bytes = Buffer.alloc(64);
  bytes.set([0x7f, 0x45, 0x4c, 0x46, 2, little ? 1 : 2, 1]);
  const put16 = (value: number, at: number) =>
    little ? bytes.writeUInt16LE(value, at) : bytes.writeUInt16BE(value, at);
  const put32 = (value: number, at: number) =>
    little ? bytes.writeUInt32LE(value, at) : bytes.writeUInt32BE(value, at);
  for (const [value, at] of [
    [1, 16],
    [247, 18],
    [64, 52],
    [64, 58],
    [shnum, 60],
    [1, 62],
  ] as const)
    put16(value, at);
  put32(1, 20);
  put32(shoff, little ? 40 : 44);
  return bytes;
};

test('headers that say anything are refused, or read as an object without programs', () => {
  fc.assert(
    fc.property(
      fc.boolean(),
      fc.integer({min: 0, max: 300}),
      fc.integer({min: 0, max: 0xffff}),
      fc.uint8Array({maxLength: 400}),
      (little, shoff, shnum, rest) => {
        const bytes = Buffer.concat([header(little, shoff, shnum), rest]);
        try {
          expect(documents('file', bytes)[0]?.programs).toEqual([]);
        } catch (error) {
          expect(error).toMatchObject({name: 'Failure', exitCode: exitCodes.usage});
        }
      },
    ),
    {numRuns: 2000},
  );
});

test('a file made of headers alone is refused soon', () => {
  const many = Buffer.concat(Array.from({length: 100_000}, () => header(true, 0xffffffff, 4000)));
  const file = Buffer.concat([Buffer.alloc(1), many]);
  expect(processorTime(() => expect(refusal(file).message).toContain('too many'))).toBeLessThan(5000);
});

test('sections that share bytes are refused: each would be read, and kept', () => {
  const instructions = 8 * 50_000;
  const count = 4000;
  const start = 64 + instructions;
  const file = Buffer.alloc(start + count * 64);
  header(true, start, count).copy(file);
  for (let index = 1; index < count; index++) {
    const at = start + index * 64;
    file.writeUInt32LE(1, at + 4);
    file.writeBigUInt64LE(4n, at + 8);
    file.writeBigUInt64LE(64n, at + 24);
    file.writeBigUInt64LE(BigInt(instructions), at + 32);
  }
  expect(refusal(file).message).toContain('Its sections overlap');
});
