import {type Family, table} from './family.ts';
import {rpmNames} from './rpm.ts';

const page = (name: string): string =>
  `https://github.com/vmware/photon/tree/5.0/SPECS/${spec[name] ?? name.replace(/-devel$/, '')}`;

/** Where the spec file has another name than the package. */
const spec: Readonly<Record<string, string>> = {
  bpftool: 'linux',
  'python3-bcc': 'bcc',
  'elfutils-libelf': 'elfutils',
  'elfutils-libelf-devel': 'elfutils',
};

export const photon: Family = {
  title: 'Photon OS',
  ids: ['photon'],
  words: /photon/i,
  managers: ['tdnf', 'dnf'],
  packages: table(page, {...rpmNames, 'uapi-headers': 'linux-api-headers', 'pkg-config': 'pkg-config', ip: 'iproute2'}),
  kernels: [
    {
      kernel: /^(\d.*\.ph\d)-(esx|rt|secure|aws)$/,
      example: '6.1.83-9.ph5-esx',
      headers: 'linux-$2-devel-$1',
      source: 'https://github.com/vmware/photon/blob/5.0/SPECS/linux/linux-esx.spec',
    },
    {
      kernel: /^\d.*\.ph\d$/,
      example: '6.1.83-9.ph5',
      headers: 'linux-devel-$&',
      source: 'https://github.com/vmware/photon/blob/5.0/SPECS/linux/linux.spec',
    },
  ],
};
