import {compareVersions as compare, parseVersion, type Version} from '../../facts/version.ts';

/** A kernel release as `uname -r` prints it, taken apart. */
export interface KernelRelease {
  readonly release: string;
  /** `[6, 1, 0]`: a hint, since vendors backport. */
  readonly version: readonly [number, number, number];
  readonly flavour: Flavour;
}

const flavours = [
  ['wsl', /microsoft/i],
  ['linuxkit', /linuxkit|orbstack|-lima|colima/i],
  ['provider', /linode|scaleway|-ovh|ipv6-64|-unraid|boot2docker|rancher|-flatcar|-coreos|-talos|synology/i],
  ['elrepo', /elrepo/i],
  ['uek', /uek/i],
  ['el', /\.el\d|\.amzn|\.an\d|\.tl\d|\.oe\d/i],
  // 6.14.0-061400rc1-generic: the ABI repeats the version in two digits each.
  ['mainline', /^\d+\.\d+\.\d+-0\d{5}/],
  ['cloud', /-(aws|azure|gcp|gke|oracle|cloud|kvm|fc)\b|\+$|-fc-/i],
  ['generic', /-(generic|amd64|arm64|lowlatency|arch\d|MANJARO)|\.fc\d+|-default/],
] as const satisfies readonly (readonly [string, RegExp])[];

/** Who built it, as far as the name tells. `provider` is a host's own, in no archive; `mainline` is Ubuntu's archive of unpatched builds. */
export type Flavour = (typeof flavours)[number][0] | 'unknown';

/** Parses a release, or undefined when the text holds no version. */
export function parseRelease(text: string): KernelRelease | undefined {
  const match = /(\d+)\.(\d+)(?:\.(\d+))?[\w.+~-]*/.exec(text);
  if (!match) return undefined;
  const release = match[0].replace(/[.-]+$/, '');
  const flavour = flavours.find(([, pattern]) => pattern.test(release))?.[0] ?? 'unknown';
  return {release, version: [Number(match[1]), Number(match[2]), Number(match[3] ?? 0)], flavour};
}

/** Negative, zero or positive as `left` is older, the same or newer. `version` is dotted: `5.11`. */
export const compareVersions = (left: Version, version: string): number => compare(left, parseVersion(version) ?? []);

const named =
  /\b(\d\.\d{1,2}\.\d{1,3}(?:-\d+)?(?:\.\d+)*[-.+](?:\w*(?:generic|amd64|arm64|aws|azure|gcp|gke|oracle|linuxkit|microsoft|elrepo|el\d+|fc\d+|uek|amzn\d*|default|arch\d*|MANJARO|raspi|lowlatency|cloud|pve|boot2docker|flatcar|coreos|talos)[\w.+-]*))/g;

/** Releases that a text names, in order, each once. */
export const releasesIn = (text: string): readonly string[] => [
  ...new Set([...text.matchAll(named)].map((match) => (match[1] ?? '').replace(/[.-]+$/, ''))),
];

/** Kernels that come with a machine, and for which no archive has packages. */
export const isForeign = (kernel: KernelRelease | undefined): boolean =>
  ['wsl', 'linuxkit', 'provider'].includes(kernel?.flavour ?? '');
