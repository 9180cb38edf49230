import {Failure} from '../../hosts/failure.ts';
import type {Answer} from './fetch.ts';
import {explain, persist, request, type WebOptions, watch} from './web.ts';

/** A small file, or word that it is as it was. */
export interface TextAnswer {
  /** 200, 304 when it is as the validators say, 404. */
  readonly status: number;
  readonly body: Buffer;
  readonly etag?: string;
  readonly lastModified?: string;
}

export interface Validators {
  readonly etag?: string | undefined;
  readonly lastModified?: string | undefined;
}

/** Bytes; the index, the largest, has less than one million. */
const limit = 16 * 1024 * 1024;

/** Gets a small file. @throws Failure for every status but 200, 304 and 404. */
export const getText = (
  url: URL,
  options: WebOptions = {},
  {etag, lastModified}: Validators = {},
): Promise<TextAnswer> =>
  persist(url, options, async () => {
    const watcher = watch(options);
    try {
      const response = await request(url, {
        signal: watcher.signal,
        headers: {
          ...(etag && {'if-none-match': etag}),
          ...(lastModified && {'if-modified-since': lastModified}),
        },
      });
      if (![200, 304, 404].includes(response.status)) {
        await response.body?.cancel();
        throw new Failure({what: `Can't get ${url.href}`, why: `The server answered ${response.status}.`});
      }
      const tags = {etag: response.headers.get('etag'), lastModified: response.headers.get('last-modified')};
      return {
        status: response.status,
        body: await readAll(url, response, watcher.moved),
        ...(tags.etag && {etag: tags.etag}),
        ...(tags.lastModified && {lastModified: tags.lastModified}),
      };
    } catch (error) {
      throw explain(url, error, watcher.signal);
    } finally {
      watcher.end();
    }
  });

const readAll = async (url: URL, {body}: Answer, moved: (bytes: number) => void): Promise<Buffer> => {
  const pieces: Uint8Array[] = [];
  let size = 0;
  for await (const piece of body ?? []) {
    moved(piece.length);
    pieces.push(piece);
    size += piece.length;
    if (size > limit) throw new Failure({what: `${url.href} is larger than ${limit} bytes.`});
  }
  return Buffer.concat(pieces);
};
