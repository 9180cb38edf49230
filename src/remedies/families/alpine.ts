import {type Family, table} from './family.ts';

const page = (name: string): string => `https://pkgs.alpinelinux.org/packages?name=${name}`;

export const alpine: Family = {
  title: 'Alpine Linux and postmarketOS',
  ids: ['alpine', 'postmarketos'],
  words: /alpine|postmarket/i,
  managers: ['apk'],
  packages: table(page, {
    clang: 'clang',
    llvm: 'llvm',
    bpftool: 'bpftool',
    libbpf: 'libbpf-dev',
    libelf: 'elfutils-dev',
    zlib: 'zlib-dev',
    'libc-headers': 'musl-dev',
    'uapi-headers': 'linux-headers',
    compiler: 'clang',
    make: 'make',
    git: 'git',
    'pkg-config': 'pkgconf',
    pahole: 'pahole',
    bpftrace: 'bpftrace',
    bcc: 'py3-bcc',
    gcc: 'gcc',
    openssl: 'openssl-dev',
    'libelf-runtime': 'libelf',
    flex: 'flex',
    bison: 'bison',
    bc: 'bc',
    rsync: 'rsync',
    ip: 'iproute2',
    xz: 'xz',
    python3: 'python3',
    go: 'go',
  }),
  kernels: [
    {
      kernel: /^\d[\d.]*-\d+-(rpi\d?)$/,
      example: '6.12.51-0-rpi',
      headers: 'linux-$1-dev',
      source:
        'https://github.com/alpinelinux/aports/blob/0052a50ddd525655c7260889eae293c1307fd8fd/main/linux-rpi/APKBUILD',
    },
    {
      kernel:
        /^\d[\d.]*(?:_rc\d+)?-\d+-(lts|virt|edge|stable|asahi|elm|gru|starfive|openpax|vanilla|hardened|grsec|virtgrsec|virthardened)$/,
      example: '6.12.51-0-virt',
      headers: 'linux-$1-dev',
      source: 'https://github.com/v4l2loopback/v4l2loopback/issues/227',
    },
  ],
};
