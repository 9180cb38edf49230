import path from 'node:path';
import {keep, kept} from '../../hosts/cache.ts';
import {exitCodes, Failure} from '../../hosts/failure.ts';
import {archiveCache} from './cache.ts';
import {type IndexEntry, parseIndex} from './index-page.ts';
import {getText} from './text.ts';
import type {WebOptions} from './web.ts';

export interface Index {
  readonly entries: readonly IndexEntry[];
  /** Where the list is from: the archive just now, our copy that the archive calls current, or our copy because the archive is out of reach. */
  readonly source: 'fetched' | 'unchanged' | 'cached';
  /** Why it is a copy. */
  readonly why?: string;
}

interface Copy {
  readonly fetched: string;
  readonly etag?: string;
  readonly lastModified?: string;
  readonly html: string;
}

/** The archive's index, from our copy when the archive says that it is still current, or when it can't be reached. */
export const readIndex = async (archive: URL, cache: string, options: WebOptions = {}): Promise<Index> => {
  const file = path.join(archiveCache(cache, archive), 'index.json');
  const copy = parseCopy(await kept(file));
  try {
    const answer = await getText(archive, options, copy);
    if (answer.status === 304 && copy) return {entries: parseIndex(copy.html), source: 'unchanged'};
    const html = answer.body.toString('utf8');
    const entries = answer.status === 200 ? parseIndex(html) : [];
    if (entries.length === 0) throw noArchive(archive, answer.status);
    const {etag, lastModified} = answer;
    const fetched = new Date().toISOString();
    await keep(file, JSON.stringify({fetched, ...(etag && {etag}), ...(lastModified && {lastModified}), html}));
    return {entries, source: 'fetched'};
  } catch (error) {
    if (!(error instanceof Failure) || error.exitCode === exitCodes.usage || !copy) throw error;
    return {entries: parseIndex(copy.html), source: 'cached', why: `${error.why} This list is of ${copy.fetched}.`};
  }
};

/** Our copy; one that is damaged is none. */
const parseCopy = (data: Buffer | undefined): Copy | undefined => {
  if (!data) return undefined;
  try {
    const copy = JSON.parse(data.toString('utf8'));
    return typeof copy?.html === 'string' && typeof copy.fetched === 'string' ? copy : undefined;
  } catch {
    return undefined;
  }
};

const noArchive = (archive: URL, status: number): Failure =>
  new Failure({
    what: `${archive.href} is not the index of a kernel archive.`,
    why: status === 200 ? 'It links to no folder such as "v6.1.9/".' : `The server answered ${status}.`,
    todo: 'Give the address of the page that lists the versions: --archive.',
    exitCode: exitCodes.usage,
  });
