import type {KernelRow, table} from './family.ts';

/** What the distributions that grew out of Red Hat's call the same. */
export const rpmNames = {
  clang: 'clang',
  llvm: 'llvm',
  bpftool: 'bpftool',
  libbpf: 'libbpf-devel',
  libelf: 'elfutils-libelf-devel',
  zlib: 'zlib-devel',
  'libc-headers': 'glibc-devel',
  'uapi-headers': 'kernel-headers',
  compiler: 'clang',
  make: 'make',
  git: 'git',
  'pkg-config': 'pkgconf-pkg-config',
  pahole: 'dwarves',
  bpftrace: 'bpftrace',
  bcc: 'python3-bcc',
  gcc: 'gcc',
  openssl: 'openssl-devel',
  'libelf-runtime': 'elfutils-libelf',
  flex: 'flex',
  bison: 'bison',
  bc: 'bc',
  rsync: 'rsync',
  ip: 'iproute',
  xz: 'xz',
  python3: 'python3',
  go: 'golang',
} as const satisfies Parameters<typeof table>[1];

/**
 * The kernels of a distribution whose releases hold `tag`. The flavour of a kernel package is behind the plus of the release since
 * RHEL 9 and Fedora 27, and part of the version before.
 */
export const rpmKernels = (
  tag: string,
  examples: {readonly plain: string; readonly flavour: string},
): readonly KernelRow[] => [
  {
    kernel: new RegExp(`^(\\d.*${tag}.*)\\+([\\w-]+)$`),
    example: examples.flavour,
    headers: 'kernel-$2-devel-$1',
    source: 'https://github.com/openshift/driver-toolkit/pull/154',
  },
  {
    kernel: new RegExp(`^\\d.*${tag}.*$`),
    example: examples.plain,
    headers: 'kernel-devel-$&',
    source: 'https://github.com/iovisor/bcc/blob/master/INSTALL.md',
  },
];
