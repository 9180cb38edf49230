import type {Command, Need} from './remedy.ts';

/** A package manager other than apt: what it is, and how it installs without a question. */
export type OtherManager = 'dnf' | 'zypper' | 'pacman' | 'apk';

export const installing: Readonly<Record<OtherManager, Command>> = {
  dnf: ['dnf', 'install', '-y'],
  zypper: ['zypper', '--non-interactive', 'install'],
  pacman: ['pacman', '-S', '--needed', '--noconfirm'],
  apk: ['apk', 'add'],
};

/**
 * What Fedora and Red Hat, SUSE, Arch and Alpine call the packages. RELEASE stands for `uname -r`. For showing: `setup` installs with apt
 * alone. After packages.fedoraproject.org, packages.opensuse.org, archlinux.org/packages, pkgs.alpinelinux.org and bcc's INSTALL.md.
 */
export const otherPackages: Readonly<Record<Need, Readonly<Record<OtherManager, readonly string[]>>>> = {
  clang: alike('clang'),
  llvm: alike('llvm'),
  bpftool: {...alike('bpftool'), pacman: ['bpf']},
  libbpf: {dnf: ['libbpf-devel'], zypper: ['libbpf-devel'], pacman: ['libbpf'], apk: ['libbpf-dev']},
  libelf: {dnf: ['elfutils-libelf-devel'], zypper: ['libelf-devel'], pacman: ['libelf'], apk: ['elfutils-dev']},
  zlib: {dnf: ['zlib-devel'], zypper: ['zlib-devel'], pacman: ['zlib'], apk: ['zlib-dev']},
  'libc-headers': {dnf: ['glibc-devel'], zypper: ['glibc-devel'], pacman: ['glibc'], apk: ['musl-dev']},
  'uapi-headers': {
    dnf: ['kernel-headers'],
    zypper: ['linux-glibc-devel'],
    pacman: ['linux-api-headers'],
    apk: ['linux-headers'],
  },
  compiler: alike('clang'),
  make: alike('make'),
  git: alike('git'),
  'pkg-config': {dnf: ['pkgconf-pkg-config'], zypper: ['pkg-config'], pacman: ['pkgconf'], apk: ['pkgconf']},
  pahole: {dnf: ['dwarves'], zypper: ['dwarves'], pacman: ['pahole'], apk: ['pahole']},
  'kernel-headers': {
    dnf: ['kernel-devel-RELEASE'],
    zypper: ['kernel-default-devel'],
    pacman: ['linux-headers'],
    apk: ['linux-lts-dev'],
  },
  bpftrace: alike('bpftrace'),
  bcc: {dnf: ['python3-bcc'], zypper: ['python3-bcc'], pacman: ['python-bcc'], apk: ['py3-bcc']},
  gcc: alike('gcc'),
  openssl: {dnf: ['openssl-devel'], zypper: ['libopenssl-devel'], pacman: ['openssl'], apk: ['openssl-dev']},
  'libelf-runtime': {dnf: ['elfutils-libelf'], zypper: ['libelf1'], pacman: ['libelf'], apk: ['libelf']},
  'kernel-source': {
    dnf: ['kernel-devel'],
    zypper: ['kernel-source'],
    pacman: ['linux-headers'],
    apk: ['linux-lts-dev'],
  },
  flex: alike('flex'),
  bison: alike('bison'),
  bc: alike('bc'),
  rsync: alike('rsync'),
  xz: alike('xz'),
  python3: {...alike('python3'), pacman: ['python']},
};

function alike(name: string): Readonly<Record<OtherManager, readonly string[]>> {
  return {dnf: [name], zypper: [name], pacman: [name], apk: [name]};
}
