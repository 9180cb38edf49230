import {createHash} from 'node:crypto';
import {createReadStream} from 'node:fs';
import {rename, rm, stat} from 'node:fs/promises';
import path from 'node:path';
import {Failure} from '../../hosts/failure.ts';
import {makeFolder, openPart} from '../../hosts/safe-file.ts';
import {inCache} from './cache.ts';
import type {Answer} from './fetch.ts';
import {explain, Passing, persist, request, type WebOptions, watch} from './web.ts';

export interface DownloadOptions extends WebOptions {
  /** What the signed CHECKSUMS says. */
  readonly sha256: string;
  /** Called as pieces come: bytes had, and bytes in all where the server tells. */
  readonly onProgress?: ((received: number, total: number | undefined) => void) | undefined;
}

/** Bytes that make a try that broke off no vain one. */
const worthATry = 64 * 1024;

/** Bytes; the largest package, modules, has 162 million in 7.0.1. */
const largest = 2 ** 31;

/** Downloads that are going on, by target and checksum. */
const going = new Map<string, Promise<void>>();

/**
 * Gets a file to `target`, going on where an earlier try stopped. The file appears there only when its checksum is right;
 * one that lies there already is looked at again, never trusted. Asked for by several hosts at once it is fetched once: the archive buckles
 * under more, and they would write to one file.
 * @throws Failure when what the server has is not what was signed.
 */
export const download = (url: URL, target: string, options: DownloadOptions): Promise<void> => {
  const name = `${target} ${options.sha256}`;
  const other = going.get(name);
  if (other) return other;
  const own = fetchFile(url, target, options).finally(() => going.delete(name));
  going.set(name, own);
  return own;
};

const fetchFile = async (url: URL, target: string, options: DownloadOptions): Promise<void> => {
  if ((await sumOf(target)) === options.sha256) return;
  const part = `${target}.part`;
  await inCache(target, makeFolder(path.dirname(target)));
  const resumed = (await sizeOf(part)) > 0;
  await fetchPart(url, part, options);
  let sum = await sumOf(part);
  // What an earlier try left may be of another build, or damaged when the power went.
  if (sum !== options.sha256 && resumed) {
    await rm(part, {force: true});
    await fetchPart(url, part, options);
    sum = await sumOf(part);
  }
  if (sum === options.sha256) return inCache(target, rename(part, target));
  const size = await sizeOf(part);
  await rm(part, {force: true});
  throw new Failure({
    what: `${path.basename(target)} is not the file that was signed.`,
    why: `SHA-256 by the signed CHECKSUMS: ${options.sha256}\nSHA-256 of the ${size} bytes that came: ${sum}`,
    todo: 'Nothing was installed and the file was thrown away. Try another network or mirror; if it stays so, tell whoever runs the archive.',
  });
};

/** Bytes of a file by the server's word, for a look at the free space; undefined when it doesn't tell. */
export const sizeAt = (url: URL, options: WebOptions = {}): Promise<number | undefined> =>
  persist(url, options, async () => {
    const watcher = watch(options);
    try {
      const response = await request(url, {method: 'HEAD', signal: watcher.signal});
      const length = Number(response.headers.get('content-length') ?? Number.NaN);
      return response.ok && Number.isFinite(length) ? length : undefined;
    } catch (error) {
      throw explain(url, error, watcher.signal);
    } finally {
      watcher.end();
    }
  });

const fetchPart = (url: URL, part: string, options: DownloadOptions): Promise<void> =>
  persist(url, options, async () => {
    const watcher = watch(options);
    const had = await sizeOf(part);
    const headers = had > 0 ? {range: `bytes=${had}-`} : {};
    try {
      const response = await request(url, {headers, signal: watcher.signal});
      // What we have is all there is, or more than there is.
      if (response.status === 416) return await afterTheEnd(part, response, had);
      if (response.status !== 200 && response.status !== 206) throw notServed(url, response.status);
      const at = response.status === 206 ? had : 0;
      if (response.status === 206 && !response.headers.get('content-range')?.startsWith(`bytes ${had}-`))
        throw notServed(url, response.status);
      await write(part, at, response, {...options, onPiece: watcher.moved});
    } catch (error) {
      const cause = explain(url, error, watcher.signal);
      if (cause instanceof Passing) cause.moved = (await sizeOf(part)) >= had + worthATry;
      throw cause;
    } finally {
      watcher.end();
    }
  });

const afterTheEnd = async (part: string, response: Answer, had: number): Promise<void> => {
  await response.body?.cancel();
  if (response.headers.get('content-range') === `bytes */${had}`) return;
  await rm(part, {force: true});
  throw new Passing('the file there is shorter than what we had of it');
};

interface WriteOptions extends DownloadOptions {
  readonly onPiece: (bytes: number) => void;
}

const write = async (part: string, at: number, response: Answer, options: WriteOptions): Promise<void> => {
  const length = Number(response.headers.get('content-length') ?? Number.NaN);
  const total = Number.isFinite(length) ? at + length : undefined;
  if ((total ?? 0) > largest)
    throw new Failure({what: `${response.url} has ${total} bytes, which no kernel package has.`});
  const file = await inCache(part, openPart(part, at > 0));
  let received = at;
  try {
    for await (const piece of response.body ?? []) {
      options.onPiece(piece.length);
      // A disk that fills up takes a part of it first.
      for (let done = 0; done < piece.length; )
        done += (await inCache(part, file.write(piece, done, piece.length - done, received + done))).bytesWritten;
      received += piece.length;
      if (received > largest) throw new Failure({what: `${response.url} does not end.`});
      options.onProgress?.(received, total);
    }
    await inCache(part, file.sync());
  } finally {
    await file.close();
  }
  if (total !== undefined && received < total)
    throw new Passing(`the connection ended after ${received} of ${total} bytes`);
};

const notServed = (url: URL, status: number): Failure =>
  new Failure({
    what: `Can't get ${url.href}`,
    why:
      status === 404
        ? 'CHECKSUMS names it, and the server does not have it (404): the mirror is incomplete.'
        : `The server answered ${status}.`,
    todo: 'Nothing was installed. Take another mirror or version.',
  });

const sizeOf = async (file: string): Promise<number> => {
  const found = await stat(file).catch(() => undefined);
  return found?.size ?? 0;
};

/** SHA-256 of a file; undefined when it is not there. */
const sumOf = (file: string): Promise<string | undefined> => inCache(file, hash(file));

const hash = async (file: string): Promise<string | undefined> => {
  const sum = createHash('sha256');
  try {
    for await (const piece of createReadStream(file)) sum.update(piece);
    return sum.digest('hex');
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return undefined;
    throw error;
  }
};
