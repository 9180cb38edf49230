import {type Family, table} from './family.ts';
import {rpmNames} from './rpm.ts';

const page = (name: string): string => `https://packages.altlinux.org/en/sisyphus/binary/${name}/x86_64/`;

/** apt there installs RPM packages. */
export const alt: Family = {
  title: 'ALT Linux',
  ids: ['altlinux', 'alt'],
  words: /\balt ?linux|\balt (?:workstation|server|sp|education)/i,
  managers: ['apt-rpm'],
  packages: table(page, {
    ...rpmNames,
    ip: 'iproute2',
    libelf: 'libelf-devel',
    'uapi-headers': 'glibc-kernheaders',
    'pkg-config': 'pkg-config',
    bcc: 'python3-module-bcc',
    openssl: 'libssl-devel',
    'libelf-runtime': 'libelf',
  }),
  kernels: [
    {
      kernel: /^\d[\d.]*-([a-z\d.]+(?:-[a-z]+)?)-alt[\d.]+$/,
      example: '6.1.90-un-def-alt1',
      headers: 'kernel-headers-modules-$1',
      source: 'https://www.altlinux.org/Kernel_headers',
    },
  ],
};
