import {constants, openSync} from 'node:fs';
import {open, stat} from 'node:fs/promises';
import type {Readable} from 'node:stream';
import {whenThereIsRoom} from './descriptors.ts';

/** What is read of a stream or a file; rejects as soon as more than `limit` bytes have come, which need never end. */
export const readBounded = (source: Readable | string, limit: number): Promise<Buffer> =>
  typeof source === 'string'
    ? whenThereIsRoom(async () => collect(await openStream(source), limit))
    : collect(source, limit);

/**
 * What a file holds, as a stream. Opening a pipe waits for nobody: a thread that waits in open(2) could not be stopped, and Node would wait
 * for it at the end of the process.
 */
export const openStream = async (file: string): Promise<Readable> => {
  const found = await stat(file);
  const atOnce = constants.O_RDONLY | constants.O_NONBLOCK;
  if (found.isFIFO()) {
    const {Socket} = await import('node:net');
    return new Socket({fd: openSync(file, atOnce), readable: true, writable: false});
  }
  // On a terminal that does not block, what was not typed yet is an error.
  const there = await open(file, found.isCharacterDevice() ? constants.O_RDONLY : atOnce);
  return there.createReadStream();
};

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
