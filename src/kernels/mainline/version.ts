import semver from 'semver';
import {longtermRange} from '../../facts/longterm.ts';

/** A version in the mainline archive, by the name of its folder there. */
export interface MainlineVersion {
  /** `v6.18`, `v6.0-rc5`, `v4.4.10-xenial`. */
  readonly name: string;
  /** The dotted numbers: two, three or, before 3.0, four. */
  readonly numbers: readonly number[];
  /** Number of the release candidate. */
  readonly candidate?: number;
  /** What else the name says: `unstable`, `dontuse`, `xenial`, `ckt7-wily`, `cod1`, `new`. Such builds are never chosen unasked. */
  readonly variant?: string;
  /** For ranges: `6.18.0`, `6.0.0-rc.5`. The fourth number of old versions and the variant are left out. */
  readonly semver: string;
}

/** Reads the name of a folder, with or without the slash at its end or the `v` in front; undefined for what is no version (`daily`). */
export const parseMainlineName = (text: string): MainlineVersion | undefined => {
  const match = /^v?(\d+(?:\.\d+){1,3})(?:-rc(\d+))?(?:[-+]([A-Za-z][\w.+-]*))?\/?$/.exec(text.trim());
  if (!match?.[1]) return undefined;
  const [, dotted, candidate, variant] = match;
  const numbers = dotted.split('.').map(Number);
  const [major = 0, minor = 0, micro = 0] = numbers;
  return {
    name: `v${text.trim().replace(/^v|\/$/g, '')}`,
    numbers,
    ...(candidate !== undefined && {candidate: Number(candidate)}),
    ...(variant !== undefined && {variant}),
    semver: `${major}.${minor}.${micro}${candidate === undefined ? '' : `-rc.${candidate}`}`,
  };
};

/** Oldest first: a candidate before its release, a variant (`-unstable`) before the plain build of the same version. */
export const compareMainline = (a: MainlineVersion, b: MainlineVersion): number => {
  for (let part = 0; part < 4; part++) {
    const difference = (a.numbers[part] ?? 0) - (b.numbers[part] ?? 0);
    if (difference !== 0) return difference;
  }
  const candidates = (a.candidate ?? Number.POSITIVE_INFINITY) - (b.candidate ?? Number.POSITIVE_INFINITY);
  if (candidates !== 0 && !Number.isNaN(candidates)) return candidates;
  if (a.variant === b.variant) return 0;
  if (a.variant === undefined) return 1;
  if (b.variant === undefined) return -1;
  return a.variant < b.variant ? -1 : 1;
};

/** The same version, however it is written: `6.18`, `v6.18`, `6.18.0`. */
export const sameMainline = (a: MainlineVersion, b: MainlineVersion): boolean => compareMainline(a, b) === 0;

/** Whether a text is a range that {@link inRange} understands. Nothing at all is none: it would mean every version. */
export const isRange = (range: string): boolean => range.trim() !== '' && semver.validRange(asSemver(range)) !== null;

/** A range as it was asked for: `lts` means the longterm series that are maintained still. */
export const rangeOf = (asked: string): string => (asked.trim() === 'lts' ? longtermRange() : asked);

/** Candidates as the archive's folders and `uname -r` have them, `6.18-rc1`: to semver that is `6.18.0-rc.1`. */
const asSemver = (range: string): string =>
  range.replace(
    /\b(\d+\.\d+)(\.\d+)?-rc(\d+)\b/g,
    (_, version, micro = '.0', candidate) => `${version}${micro}-rc.${candidate}`,
  );

export interface RangeOptions {
  /** Release candidates and odd builds too. */
  readonly all?: boolean;
}

/** Whether a version lies in a semver range such as `>=5.15 <6.2`. */
export const inRange = (version: MainlineVersion, range: string, {all = false}: RangeOptions = {}): boolean =>
  (all || version.variant === undefined) && semver.satisfies(version.semver, asSemver(range), {includePrerelease: all});
