import {createReadStream} from 'node:fs';
import type {Readable} from 'node:stream';
import {whenThereIsRoom} from './descriptors.ts';

/** What is read of a stream or a file; rejects as soon as more than LIMIT bytes have come, which need never end. */
export const readBounded = (source: Readable | string, limit: number): Promise<Buffer> =>
  typeof source === 'string' ? whenThereIsRoom(() => collect(createReadStream(source), limit)) : collect(source, limit);

async function collect(stream: Readable, limit: number): Promise<Buffer> {
  const chunks: Buffer[] = [];
  let size = 0;
  for await (const chunk of stream) {
    chunks.push(chunk);
    size += chunk.length;
    if (size > limit) throw new Error(`It is larger than ${limit / 1024} KiB.`);
  }
  return Buffer.concat(chunks, size);
}
