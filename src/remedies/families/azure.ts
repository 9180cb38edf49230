import {type Family, table} from './family.ts';
import {rpmNames} from './rpm.ts';

const page = (name: string): string =>
  `https://github.com/microsoft/azurelinux/tree/3.0/SPECS/${spec[name] ?? name.replace(/-devel$/, '')}`;

/** Where the spec file has another name than the package. */
const spec: Readonly<Record<string, string>> = {
  bpftool: 'kernel',
  'pkgconf-pkg-config': 'pkgconf',
  'python3-bcc': 'bcc',
  'elfutils-libelf': 'elfutils',
  'elfutils-libelf-devel': 'elfutils',
};

export const azure: Family = {
  title: 'Azure Linux and CBL-Mariner',
  ids: ['azurelinux', 'mariner'],
  words: /azure ?linux|mariner/i,
  // tdnf comes with them, dnf can be had.
  managers: ['tdnf', 'dnf'],
  packages: table(page, rpmNames),
  kernels: [
    {
      kernel: /^6\.12\..*\.azl3$/,
      example: '6.12.57.1-1.azl3',
      headers: 'kernel-hwe-devel-$&',
      source: 'https://github.com/microsoft/azurelinux/tree/3.0/SPECS/kernel-hwe',
    },
    {
      kernel: /^\d.*mshv.*\.(?:cm|azl)\d$/,
      example: '6.6.57.mshv4-1.azl3',
      headers: 'kernel-mshv-devel-$&',
      source: 'https://github.com/microsoft/azurelinux/tree/3.0/SPECS/kernel-mshv',
    },
    {
      kernel: /^\d.*\.(?:cm|azl)\d$/,
      example: '6.6.134.1-2.azl3',
      headers: 'kernel-devel-$&',
      source: 'https://github.com/microsoft/azurelinux/tree/3.0/SPECS/kernel',
    },
  ],
};
