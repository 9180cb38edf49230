import path from 'node:path';
import {keep, kept} from '../../hosts/cache.ts';
import {exitCodes, Failure} from '../../hosts/failure.ts';
import {isBuild, selectBuild} from './build.ts';
import {archiveCache} from './cache.ts';
import type {IndexEntry} from './index-page.ts';
import {getText} from './text.ts';
import {parseVersionPage} from './version-page.ts';
import type {WebOptions} from './web.ts';

/** Whether a version has a build for an architecture, by its page. */
export type Built = 'built' | 'not built' | 'unknown';

/** Pages that one call may ask for: the archive buckles under crawlers. */
const most = 20;

/**
 * Looks at the pages of versions, one after the other. An answer is kept for as long as the index gives the folder the same date:
 * failed builds are sometimes made up for weeks later.
 * @throws Failure for more than 20 versions.
 */
export const lookAtBuilds = async (
  entries: readonly IndexEntry[],
  {archive, cache, arch, ...web}: WebOptions & {archive: URL; cache: string; arch: string},
): Promise<ReadonlyMap<string, Built>> => {
  if (entries.length > most)
    throw new Failure({
      what: `--arch looks at the page of each version, and these are ${entries.length}.`,
      why: `The archive is spared more than ${most} requests at a time.`,
      todo: "Narrow it: --range '>=6.12 <6.13'.",
      exitCode: exitCodes.usage,
    });
  const results = new Map<string, Built>();
  for (const entry of entries) {
    const {name} = entry.version;
    const file = path.join(archiveCache(cache, archive), 'pages', `${name} ${entry.changed ?? ''}.html`);
    const copy = entry.changed ? await kept(file) : undefined;
    const html = copy ?? (await fetchPage(new URL(`${encodeURIComponent(name)}/`, archive), web));
    if (html && !copy && entry.changed) await keep(file, html);
    results.set(name, html ? judge(html.toString('utf8'), arch) : 'unknown');
  }
  return results;
};

const fetchPage = async (url: URL, web: WebOptions): Promise<Buffer | undefined> => {
  const {status, body} = await getText(url, web);
  return status === 200 ? body : undefined;
};

const judge = (html: string, arch: string): Built => {
  const {builds, packages} = parseVersionPage(html);
  if (isBuild(selectBuild(packages, {arch, flavour: 'generic'}))) return 'built';
  return builds[arch] === 'succeeded' ? 'unknown' : 'not built';
};
