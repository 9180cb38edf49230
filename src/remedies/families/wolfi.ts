import {type Family, table} from './family.ts';

const page = (name: string): string => `https://github.com/wolfi-dev/os/blob/main/${name.replace(/-dev$/, '')}.yaml`;

/** Made for containers: it has no kernel of its own. */
export const wolfi: Family = {
  title: 'Wolfi and Chainguard',
  ids: ['wolfi', 'chainguard'],
  words: /wolfi|chainguard/i,
  managers: ['apk'],
  packages: table(page, {
    clang: {names: 'clang-19', source: 'https://github.com/wolfi-dev/os/blob/main/llvm-19.yaml'},
    llvm: 'llvm-19',
    bpftool: 'bpftool',
    libbpf: 'libbpf-dev',
    libelf: {names: 'elfutils-dev', source: 'https://github.com/wolfi-dev/os/blob/main/elfutils.yaml'},
    zlib: 'zlib-dev',
    'libc-headers': {names: 'glibc-dev', source: 'https://github.com/wolfi-dev/os/blob/main/glibc-2.43.yaml'},
    'uapi-headers': 'linux-headers',
    compiler: 'gcc',
    make: 'make',
    git: 'git',
    'pkg-config': 'pkgconf',
    gcc: 'gcc',
    openssl: 'openssl-dev',
    'libelf-runtime': {names: 'libelf', source: 'https://github.com/wolfi-dev/os/blob/main/elfutils.yaml'},
    flex: 'flex',
    bison: 'bison',
    bc: 'bc',
    rsync: 'rsync',
    ip: 'iproute2',
    xz: 'xz',
    python3: {names: 'python-3.13', source: 'https://github.com/wolfi-dev/os/blob/main/python-3.13.yaml'},
  }),
  kernels: [],
};
