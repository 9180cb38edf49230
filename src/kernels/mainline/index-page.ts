import {compareMainline, type MainlineVersion, parseMainlineName} from './version.ts';

/** One version that the archive's index lists. */
export interface IndexEntry {
  readonly version: MainlineVersion;
  /** When its folder last changed, as the index has it: `2026-03-25 11:52`, in UTC. A failed build may be made up for weeks later. */
  readonly changed?: string;
}

/**
 * The versions on the archive's index page, oldest first. The page is an Apache listing, one row a line:
 * `<tr>...<td><a href="v6.1.9/">v6.1.9/</a></td><td align="right">2023-02-01 08:53  </td>...`; links that are no version (`daily/`) are passed over.
 */
export const parseIndex = (html: string): readonly IndexEntry[] => {
  const entries = new Map<string, IndexEntry>();
  for (const row of html.split(/\n|(?=<tr)|(?=<li)/i)) {
    const link = /href="(?:\.\/)?(v\d[^"/?]*)\/"/i.exec(row)?.[1];
    const version = link === undefined ? undefined : parseMainlineName(decode(link));
    if (!version) continue;
    const changed = /(\d{4}-\d\d-\d\d \d\d:\d\d)/.exec(row)?.[1];
    entries.set(version.name, {version, ...(changed && {changed})});
  }
  return [...entries.values()].toSorted((a, b) => compareMainline(a.version, b.version));
};

/** A `+` in a name may come as `%2b`. What can't be decoded is no name of the archive's. */
const decode = (text: string): string => {
  try {
    return decodeURIComponent(text);
  } catch {
    return '';
  }
};
