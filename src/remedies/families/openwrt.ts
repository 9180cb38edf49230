import {type Family, table} from './family.ts';

const folders: Readonly<Record<string, string>> = {git: 'net/git', xz: 'utils/xz', python3: 'lang/python/python3'};

const page = (name: string): string =>
  `https://github.com/openwrt/packages/tree/master/${folders[name] ?? `devel/${name}`}`;

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
    // Without the second it clones nothing over https.
    git: 'git git-http',
    gcc: 'gcc',
    'pkg-config': 'pkgconf',
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
