import {type Family, table} from './family.ts';

const page = (name: string): string =>
  `https://github.com/getsolus/packages/tree/main/packages/${name.charAt(0)}/${name.replace(/-devel$/, '')}`;

export const solus: Family = {
  title: 'Solus',
  ids: ['solus'],
  words: /\bsolus\b/i,
  managers: ['eopkg'],
  packages: table(page, {
    clang: {names: 'llvm-clang', source: 'https://github.com/getsolus/packages/tree/main/packages/l/llvm'},
    llvm: 'llvm',
    bpftool: 'linux-tools',
    libbpf: 'libbpf-devel',
    libelf: {names: 'elfutils-devel', source: 'https://github.com/getsolus/packages/tree/main/packages/e/elfutils'},
    zlib: 'zlib-devel',
    'libc-headers': 'glibc-devel',
    'uapi-headers': 'linux-headers',
    make: 'make',
    git: 'git',
    gcc: 'gcc',
    openssl: 'openssl-devel',
    flex: 'flex',
    bison: 'bison',
    bc: 'bc',
    rsync: 'rsync',
    ip: 'iproute2',
    xz: 'xz',
    python3: 'python3',
  }),
  kernels: [
    {
      kernel: /^\d[\d.]*-\d+\.(current|lts)$/,
      example: '6.12.48-333.current',
      headers: 'linux-$1-headers',
      source: 'https://github.com/getsolus/packages/tree/main/packages/l/linux-current',
    },
  ],
};
