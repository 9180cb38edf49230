/** A dotted version as numbers; what follows the numbers (`-37-amd64`, `+deb12u1`) is left out. */
export type Version = readonly number[];

/**
 * Reads the leading dotted number of a version. Not semver: to semver `6.1.0-37-amd64` is a prerelease of 6.1.0,
 * while for a kernel it is a distribution's build of it. Undefined when there is no number in front.
 */
export const parseVersion = (text: string): Version | undefined => {
  const match = /^v?(\d+(?:\.\d+)*)/.exec(text.trim());
  return match?.[1]?.split('.').map(Number);
};

/** Below zero, zero or above zero as `a` is older than, equal to or newer than `b`; missing parts count as 0. */
export const compareVersions = (a: Version, b: Version): number => {
  for (let part = 0; part < Math.max(a.length, b.length); part++) {
    const difference = (a[part] ?? 0) - (b[part] ?? 0);
    if (difference !== 0) return difference;
  }
  return 0;
};

/** Whether a version reaches a threshold; undefined when either can't be read. */
export const atLeast = (version: string | undefined, threshold: string): boolean | undefined => {
  const [have, want] = [parseVersion(version ?? ''), parseVersion(threshold)];
  return have && want && compareVersions(have, want) >= 0;
};

/** Whether a kernel is of an enterprise distribution that brings much of newer kernels to old versions: its release tells. */
export const backports = (release: string | undefined): boolean => /\.(?:el|amzn)\d/.test(release ?? '');

/** Compares what `uname -r` says by all its numbers, so that 6.1.0-37-amd64 is newer than 6.1.0-9-amd64. */
export const compareReleases = (a: string, b: string): number => compareVersions(numbers(a), numbers(b));

const numbers = (release: string): Version => parseVersion(release.replace(/-(?=\d)/g, '.')) ?? [];
