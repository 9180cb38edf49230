import type {Evidence} from './evidence.ts';

/** What a configure script says where `bpftool gen help` does not list skeletons: xdp-tools and others. */
export const wrapperWithoutSkeletons = /bpftool (doesn't|does not) support skeleton generation/;

/**
 * The bpftool of this Ubuntu generates skeletons (since 5.6, so every release after 20.04): where it seems not to, its wrapper
 * answered. Told by the release, or by the clang of the release.
 */
export function ubuntuOfSkeletons({distro, text}: Evidence): boolean {
  const release = /ubuntu\D*(\d\d)\.\d\d/i.exec(distro)?.[1];
  if (release) return Number(release) > 20;
  return Number(/Ubuntu clang version (\d+)\.\S*ubuntu/i.exec(text)?.[1] ?? 0) >= 14;
}
