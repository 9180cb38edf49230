import {type Family, table} from './family.ts';

const page = (name: string): string => `https://packages.gentoo.org/packages/${name}`;

/** Its kernels are built on the host, out of the tree that /usr/src/linux leads to: there is no package of headers. */
export const gentoo: Family = {
  title: 'Gentoo and Funtoo',
  ids: ['gentoo', 'funtoo'],
  words: /gentoo|funtoo/i,
  managers: ['emerge'],
  packages: table(page, {
    clang: 'llvm-core/clang',
    llvm: 'llvm-core/llvm',
    bpftool: 'dev-util/bpftool',
    libbpf: 'dev-libs/libbpf',
    libelf: 'virtual/libelf',
    zlib: 'sys-libs/zlib',
    'libc-headers': 'sys-libs/glibc',
    'uapi-headers': 'sys-kernel/linux-headers',
    compiler: 'llvm-core/clang',
    make: 'dev-build/make',
    git: 'dev-vcs/git',
    'pkg-config': 'virtual/pkgconfig',
    pahole: 'dev-util/pahole',
    bpftrace: 'dev-debug/bpftrace',
    bcc: 'dev-util/bcc',
    gcc: 'sys-devel/gcc',
    openssl: 'dev-libs/openssl',
    'libelf-runtime': 'virtual/libelf',
    'kernel-source': 'sys-kernel/gentoo-sources',
    flex: 'sys-devel/flex',
    bison: 'sys-devel/bison',
    bc: 'sys-devel/bc',
    rsync: 'net-misc/rsync',
    ip: 'sys-apps/iproute2',
    xz: 'app-arch/xz-utils',
    python3: 'dev-lang/python',
    go: 'dev-lang/go',
  }),
  kernels: [],
  // https://wiki.gentoo.org/wiki/Project:Distribution_Kernel
  own: 'on Gentoo they are the tree that it was built from, /usr/src/linux-RELEASE. Where that is gone, emerge that version of its package again (sys-kernel/gentoo-kernel, gentoo-kernel-bin or gentoo-sources). CO-RE programs need none where the kernel has BTF.',
};
