import type {OsRelease} from '../facts/facts.ts';
import {atLeast} from '../facts/version.ts';
import {baseRelease} from './base-release.ts';

/**
 * Whether the archive of this release of a distribution can have packages of a kernel that the distribution built. A container shares the kernel
 * of a host that may be of another release: on AlmaLinux 9 the headers of 4.18.0-553.el8_10 are nowhere.
 */
export const isOfRelease = (kernel: string, os: OsRelease): boolean =>
  tags.every(({ids, tag, version}) => {
    const [found, ...parts] = (ids.includes(os.id) && tag.exec(kernel)) || [];
    return found === undefined || os.versionId === undefined || version(parts, os.versionId);
  }) &&
  isOfDebian(kernel, os) &&
  isOfUbuntu(kernel, os);

interface TagRow {
  readonly ids: readonly string[];
  /** The part of `uname -r` that names the release which the kernel was built for. */
  readonly tag: RegExp;
  readonly version: (parts: readonly string[], versionId: string) => boolean;
}

const sameMajor = ([major]: readonly string[], versionId: string): boolean => versionId.split('.')[0] === major;

/** What `%{?dist}` adds to a release: https://docs.fedoraproject.org/en-US/packaging-guidelines/DistTag/ */
const tags: readonly TagRow[] = [
  {
    ids: ['rhel', 'centos', 'rocky', 'almalinux', 'ol', 'scientific', 'eurolinux', 'cloudlinux'],
    tag: /\.el(\d+)/,
    version: sameMajor,
  },
  {ids: ['fedora', 'nobara', 'ultramarine', 'fedora-asahi-remix'], tag: /\.fc(\d+)/, version: sameMajor},
  // The first Amazon Linux has dates for numbers: 2018.03.
  {
    ids: ['amzn'],
    tag: /\.amzn(\d+)/,
    version: ([number], versionId) => (number === '1' ? versionId.startsWith('201') : versionId === number),
  },
  {ids: ['azurelinux', 'mariner'], tag: /\.(?:azl|cm)(\d+)/, version: sameMajor},
  {ids: ['photon'], tag: /\.ph(\d+)/, version: sameMajor},
  {
    ids: ['openEuler', 'openeuler'],
    tag: /\.oe(\d\d)(\d\d)/,
    version: ([year, month], versionId) => versionId === `${year}.${month}`,
  },
];

/** The series of Debian's releases that number the ABI of a kernel; since 13 the release stands in the name. https://wiki.debian.org/DebianReleases */
const debianSeries: Readonly<Record<string, string>> = {10: '4.19', 11: '5.10', 12: '6.1'};

const isOfDebian = (kernel: string, os: OsRelease): boolean => {
  const release = baseRelease(os);
  if (release === undefined || release.includes('.') || !/-(?:amd64|arm64|686(?:-pae)?|armmp(?:-lpae)?)$/.test(kernel))
    return true;
  const [, number] = /[+.]deb(\d+)/.exec(kernel) ?? [];
  if (number !== undefined) return number === release;
  const [, series] = /^(\d+\.\d+)\.0-\d+-/.exec(kernel) ?? [];
  return series === undefined || (debianSeries[release] ?? (atLeast(release, '13') ? undefined : series)) === series;
};

/**
 * The first and the last series that a release of Ubuntu has got, that of hardware enablement; no last one where more are to come. Each release
 * between two with long support brought one that the older of them got as well: https://ubuntu.com/kernel/lifecycle,
 * https://ubuntu.com/security/livepatch/docs/client/reference/platform/supported-kernels/,
 * https://thomas-krenn.com/en/wiki/Ubuntu_LTS_Hardware_Enablement_Stack
 */
const ubuntuSeries: Readonly<Record<string, readonly [string, string?]>> = {
  '16.04': ['4.4', '4.15'],
  '18.04': ['4.15', '5.4'],
  '20.04': ['5.4', '5.15'],
  '22.04': ['5.15', '6.8'],
  '22.10': ['5.19', '5.19'],
  '23.04': ['6.2', '6.2'],
  '23.10': ['6.5', '6.5'],
  '24.04': ['6.8', '7.0'],
  '24.10': ['6.11', '6.11'],
  '25.04': ['6.14', '6.14'],
  '25.10': ['6.17', '6.17'],
  '26.04': ['7.0'],
};

const isOfUbuntu = (kernel: string, os: OsRelease): boolean => {
  const [first, last] = ubuntuSeries[baseRelease(os) ?? ''] ?? [];
  const [, abi = '', flavour] = /^\d+\.\d+\.\d+-(\d+)-([a-z]+)/.exec(kernel) ?? [];
  // Those of Pop!_OS have a date there; vendors keep kernels of their own.
  if (!first || flavour === undefined || flavour === 'rockchip' || abi.length > 4) return true;
  const [series = ''] = /^\d+\.\d+/.exec(kernel) ?? [];
  return atLeast(series, first) !== false && (!last || atLeast(last, series) !== false);
};
