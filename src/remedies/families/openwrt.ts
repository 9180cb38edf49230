import {type Family, table} from './family.ts';

const page = (name: string): string => `https://openwrt.org/packages/pkgdata/${name}`;

/** Its kernels are built with the image: no package has their headers, nor clang. */
export const openwrt: Family = {
  title: 'OpenWrt',
  ids: ['openwrt'],
  words: /open ?wrt/i,
  // apk since 25.12.
  managers: ['opkg', 'apk'],
  packages: table(page, {
    bpftool: {
      names: 'bpftool-full',
      source: 'https://github.com/openwrt/openwrt/tree/main/package/network/utils/bpftool',
    },
    make: 'make',
    git: 'git',
    gcc: 'gcc',
    'pkg-config': 'pkg-config',
    'libelf-runtime': {
      names: 'libelf zlib',
      source: 'https://github.com/openwrt/openwrt/tree/main/package/libs/elfutils',
    },
    ip: {names: 'ip-full', source: 'https://github.com/openwrt/openwrt/tree/main/package/network/utils/iproute2'},
    xz: 'xz',
    python3: 'python3',
  }),
  kernels: [],
};
