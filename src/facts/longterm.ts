import {compareVersions, parseVersion, type Version} from './version.ts';

/**
 * The longterm series of kernel.org, newest first, and the month in which their maintenance is projected to end; ended ones too. From reports of what was
 * announced, for kernel.org's own page (https://www.kernel.org/category/releases.html) could not be read when this was written:
 * 5.10 and newer https://allthe.news/ru/articles/linux-kernel-lts-support-extended-for-multiple-releases (March 2026), the same but for 6.1
 * https://fossforce.com/2026/03/greg-kroah-hartman-stretches-support-periods-for-key-linux-lts-kernels/; 4.14 to 5.4
 * https://prohoster.info/en/blog/novosti-interneta/srok-podderzhki-lts-yader-linux-5-4-i-4-19-uvelichen-do-shesti-let
 */
export const longtermSeries = [
  {series: '6.18', until: '2028-12'},
  {series: '6.12', until: '2028-12'},
  {series: '6.6', until: '2027-12'},
  {series: '6.1', until: '2027-12'},
  {series: '5.15', until: '2026-12'},
  {series: '5.10', until: '2026-12'},
  {series: '5.4', until: '2025-12'},
  {series: '4.19', until: '2024-12'},
  {series: '4.14', until: '2024-01'},
] as const;

/** The month of the announcement that the table above goes by. */
const longtermAsOf = '2026-03';

/** How long kernel.org mends a version's series: a month as `2028-12`; `ended` for one that is no longterm series and has newer ones. */
export interface Maintenance {
  readonly until?: string;
  readonly ended: boolean;
}

/** Of a version such as `6.12.95` or `6.12.95-061295-generic`; undefined where the table can't tell: it is newer than all that stands there. */
export const maintenanceOf = (version: string, now: Date = new Date()): Maintenance | undefined => {
  const numbers = parseVersion(version);
  if (!numbers) return undefined;
  const found = longtermSeries.find(({series}) => compareVersions(seriesOf(numbers), parseVersion(series) ?? []) === 0);
  if (found) return {until: found.until, ended: now.toISOString().slice(0, 7) > found.until};
  const newest = parseVersion(longtermSeries[0].series) ?? [];
  return compareVersions(seriesOf(numbers), newest) < 0 ? {ended: true} : undefined;
};

const seriesOf = (numbers: Version): Version => numbers.slice(0, 2);

/** A semver range of the longterm series that are maintained still. */
export const longtermRange = (now: Date = new Date()): string =>
  longtermSeries
    .filter(({until}) => now.toISOString().slice(0, 7) <= until)
    .map(({series}) => `${series}.x`)
    .join(' || ');

/** The same as a sentence; undefined where nothing is known. */
export const maintenanceText = (version: string, now: Date = new Date()): string | undefined => {
  const [major, minor] = parseVersion(version) ?? [];
  const {until, ended} = maintenanceOf(version, now) ?? {};
  if (ended === undefined) return undefined;
  const source = `(kernel.org's plan, as announced in ${longtermAsOf})`;
  if (until === undefined)
    return `Linux ${major}.${minor} is not a longterm series: kernel.org no longer fixes it ${source}. For one that it does: --range lts.`;
  return ended
    ? `Linux ${major}.${minor} reached its end of life in ${until} ${source}. For a series that is maintained: --range lts.`
    : `Linux ${major}.${minor} is a longterm series, maintained until ${until} ${source}.`;
};
