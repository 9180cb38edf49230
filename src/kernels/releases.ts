import {compareVersions, parseVersion} from '../facts/version.ts';

/** Compares what `uname -r` says by all its numbers, so that 6.1.0-37-amd64 is newer than 6.1.0-9-amd64. */
export const compareReleases = (a: string, b: string): number => compareVersions(numbers(a), numbers(b));

const numbers = (release: string) => parseVersion(release.replace(/-(?=\d)/g, '.')) ?? [];
