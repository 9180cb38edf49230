import {type Family, table} from './family.ts';

const page = (name: string): string => `https://software.opensuse.org/package/${name}`;

export const suse: Family = {
  title: 'openSUSE and SUSE Linux Enterprise',
  ids: [
    'suse',
    'opensuse',
    'opensuse-leap',
    'opensuse-tumbleweed',
    'opensuse-slowroll',
    'sles',
    'sled',
    'sles_sap',
    'suse-microos',
  ],
  words: /suse|\bsle[sd]?\b/i,
  managers: ['zypper'],
  packages: table(page, {
    clang: 'clang',
    llvm: 'llvm',
    bpftool: 'bpftool',
    libbpf: 'libbpf-devel',
    libelf: 'libelf-devel',
    zlib: 'zlib-devel',
    'libc-headers': 'glibc-devel',
    'uapi-headers': 'linux-glibc-devel',
    compiler: 'clang',
    make: 'make',
    git: 'git',
    'pkg-config': 'pkg-config',
    pahole: 'dwarves',
    bpftrace: 'bpftrace',
    bcc: 'python3-bcc',
    gcc: 'gcc',
    openssl: 'libopenssl-devel',
    'libelf-runtime': 'libelf1',
    'kernel-source': 'kernel-source',
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
      kernel:
        /^\d[\d.]*(?:-rc\d+)?-(?:lp)?[\d.]+(?:\.g[\da-f]+)?-(default|azure|rt|coco|preempt|kvmsmall|longterm|vanilla|64kb|pae|lpae|debug|trad|xen|desktop)$/,
      example: '6.4.0-150700.20.6-azure',
      headers: 'kernel-$1-devel',
      source: 'https://github.com/openSUSE/kernel-source/blob/master/README.md',
    },
  ],
};
