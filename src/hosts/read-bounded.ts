import {constants, createReadStream} from 'node:fs';
import {open} from 'node:fs/promises';
import type {Readable} from 'node:stream';
import {whenThereIsRoom} from './descriptors.ts';

/** What is read of a stream or a file; rejects as soon as more than `limit` bytes have come, which need never end. */
export const readBounded = (source: Readable | string, limit: number): Promise<Buffer> =>
  typeof source === 'string' ? whenThereIsRoom(() => collect(createReadStream(source), limit)) : collect(source, limit);

/**
 * What a regular file holds, for files that nobody means to be anything else; it need not have the size that it tells. A pipe is not waited
 * for, /dev/null is empty, and another device, which need never end, is refused.
 */
export const readRegular = (file: string, limit: number, signal?: AbortSignal): Promise<Buffer> =>
  whenThereIsRoom(async () => {
    const there = await open(file, constants.O_RDONLY | constants.O_NONBLOCK);
    try {
      const found = await there.stat();
      if (found.isCharacterDevice() && found.rdev === nullDevice) return Buffer.alloc(0);
      // Reading a directory fails by itself.
      if (!found.isFile() && !found.isDirectory()) throw new Error('It is not a regular file.');
      return await collect(there.createReadStream({autoClose: false, ...(signal && {signal})}), limit);
    } finally {
      await there.close();
    }
  });

/** 1:3 by Linux's Documentation/admin-guide/devices.txt. */
const nullDevice = (1 << 8) | 3;

/** More has come than may. */
export class TooLarge extends Error {}

async function collect(stream: Readable, limit: number): Promise<Buffer> {
  const chunks: Buffer[] = [];
  let size = 0;
  for await (const chunk of stream) {
    chunks.push(chunk);
    size += chunk.length;
    if (size > limit) throw new TooLarge(`It is larger than ${limit / 1024} KiB.`);
  }
  return Buffer.concat(chunks, size);
}
