import {type Family, table} from './family.ts';

const page = (name: string): string => `https://github.com/void-linux/void-packages/tree/master/srcpkgs/${name}`;

export const voidLinux: Family = {
  title: 'Void Linux',
  ids: ['void'],
  words: /\bvoid\b/i,
  managers: ['xbps'],
  packages: table(page, {
    clang: 'clang',
    llvm: 'llvm',
    bpftool: {names: 'bpftool', source: page('linux-tools')},
    libbpf: 'libbpf-devel',
    libelf: 'elfutils-devel',
    zlib: 'zlib-devel',
    'libc-headers': 'libc-devel',
    'uapi-headers': 'kernel-libc-headers',
    compiler: 'clang',
    make: 'make',
    git: 'git',
    'pkg-config': 'pkg-config',
    pahole: 'pahole',
    bpftrace: 'bpftrace',
    bcc: 'python3-bcc',
    gcc: 'gcc',
    openssl: 'openssl-devel',
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
      kernel: /^(\d+\.\d+)\.\d+_\d+$/,
      example: '6.12.51_1',
      headers: 'linux$1-headers',
      source: 'https://docs.voidlinux.org/config/kernel.html',
    },
  ],
};
