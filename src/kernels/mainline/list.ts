import {exitCodes, Failure} from '../../hosts/failure.ts';
import type {Built} from './built.ts';
import {type Index, readIndex} from './index.ts';
import type {IndexEntry} from './index-page.ts';
import {inRange, isRange, rangeOf} from './version.ts';
import type {WebOptions} from './web.ts';

/** `ebpf.kernel-list/1`: versions of an archive, newest first. */
export interface KernelList {
  readonly schema: 'ebpf.kernel-list/1';
  readonly archive: string;
  /** `fetched`, `unchanged` since the last time, or `cached`: the archive is out of reach. */
  readonly source: Index['source'];
  /** Why it is a copy. */
  readonly why?: string;
  readonly versions: readonly {
    /** Of the folder: `v6.18-rc1`. */
    readonly name: string;
    /** As semver has it: `6.18.0-rc.1`. */
    readonly version: string;
    /** When the folder last changed, `2026-03-25 11:52` in UTC. */
    readonly changed?: string;
    /** Of a longterm series: the month in which its maintenance ends, `2028-12`, by kernel.org. */
    readonly longtermUntil?: string;
    /** Whether there are packages for the architecture that was asked for. */
    readonly build?: Built;
  }[];
}

export interface ListOptions extends WebOptions {
  readonly archive: URL;
  readonly cache: string;
  /** A semver range, or `lts` for the longterm series that are maintained still. Default: every version. */
  readonly range?: string | undefined;
  /** Release candidates and odd builds too. */
  readonly all?: boolean;
}

/** The versions of the archive in a range, newest first. @throws Failure for what is no range. */
export const listVersions = async ({
  archive,
  cache,
  range: asked = '*',
  all = false,
  ...web
}: ListOptions): Promise<Index> => {
  const range = rangeOf(asked);
  if (!isRange(range)) throw noRange(range);
  const index = await readIndex(archive, cache, web);
  return {...index, entries: index.entries.filter(wanted(range, all)).toReversed()};
};

const wanted =
  (range: string, all: boolean) =>
  ({version}: IndexEntry): boolean =>
    inRange(version, range, {all});

const noRange = (range: string): Failure =>
  new Failure({
    what: `Not a range of versions: ${range}`,
    todo: "Write it as npm does: '>=5.15 <6.2', '6.1.x', '^6.6', '>=6.18-rc1'; or lts.",
    exitCode: exitCodes.usage,
  });
