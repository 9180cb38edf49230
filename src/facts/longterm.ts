import {compareVersions, parseVersion, type Version} from './version.ts';

/**
 * The longterm series of kernel.org, and the month in which their maintenance is projected to end, as
 * https://www.kernel.org/category/releases.html had them in March 2026 (the commit of 2026-02 that moved 6.6, 6.12 and 6.18), newest first. Ended ones too.
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

/** When the table above was read. */
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
  const source = `(kernel.org, as of ${longtermAsOf})`;
  if (until === undefined)
    return `Linux ${major}.${minor} is not a longterm series: kernel.org no longer fixes it ${source}. For one that it does: --range lts.`;
  return ended
    ? `Linux ${major}.${minor} reached its end of life in ${until} ${source}. For a series that is maintained: --range lts.`
    : `Linux ${major}.${minor} is a longterm series, maintained until ${until} ${source}.`;
};
