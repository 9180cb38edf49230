import type {Need} from './remedy.ts';

/**
 * What Debian and its children call the packages, best first. Each alternative is a list of names that belong together.
 * RELEASE stands for `uname -r`, ARCH for dpkg's architecture. Which of them a host can install is for its own apt to say.
 */
export const aptPackages: Readonly<Record<Need, readonly (readonly string[])[]>> = {
  clang: [['clang']],
  llvm: [['llvm']],
  // Ubuntu before 25.04 has no package of its own: https://bugs.launchpad.net/bugs/2007308
  bpftool: [['bpftool'], ['linux-tools-RELEASE', 'linux-tools-common'], ['linux-tools-generic', 'linux-tools-common']],
  libbpf: [['libbpf-dev']],
  libelf: [['libelf-dev']],
  zlib: [['zlib1g-dev']],
  'libc-headers': [['libc6-dev']],
  'uapi-headers': [['linux-libc-dev']],
  // clang installs itself as cc: no second compiler is needed.
  compiler: [['clang'], ['gcc']],
  make: [['make']],
  git: [['git', 'ca-certificates']],
  'pkg-config': [['pkg-config'], ['pkgconf']],
  // The package has its own name since Debian 12; before, it is part of dwarves.
  pahole: [['pahole'], ['dwarves']],
  // The second: where the archive has none for this kernel, those of the distribution's own, to be linked in.
  'kernel-headers': [['linux-headers-RELEASE'], ['linux-headers-ARCH'], ['linux-headers-generic']],
  bpftrace: [['bpftrace']],
  bcc: [['python3-bpfcc']],
  gcc: [['gcc']],
  openssl: [['libssl-dev']],
  'libelf-runtime': [
    ['libelf1', 'zlib1g'],
    ['libelf1t64', 'zlib1g'],
  ],
  'kernel-source': [['linux-source']],
  flex: [['flex']],
  bison: [['bison']],
  bc: [['bc']],
  rsync: [['rsync']],
  xz: [['xz-utils']],
  python3: [['python3-minimal'], ['python3']],
};
