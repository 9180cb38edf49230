import {type Family, type KernelRow, table} from './family.ts';

const page = (name: string): string => `https://packages.debian.org/${name}`;

/** Kernels that Debian's children and their owners get from elsewhere, with packages as Debian would name them. */
export const visitingKernels: readonly KernelRow[] = (
  [
    {
      kernel: /^[6-9]\.(?:[5-9]|\d\d)\.[\d.]+-\d+-pve$|^[7-9]\.[\d.]+-\d+-pve$/,
      example: '6.8.12-4-pve',
      headers: 'proxmox-headers-$&',
      source: 'https://github.com/dotless-de/vagrant-vbguest/issues/196',
    },
    // Before Proxmox renamed them with 6.5.
    {
      kernel: /^.*-pve$/,
      example: '6.2.16-20-pve',
      headers: 'pve-headers-$&',
      source: 'https://github.com/KyleGospo/gasket-dkms/issues/20',
    },
    // Kali's own for the Raspberry Pi, which has no package of Raspberry Pi OS.
    {
      kernel: /^.*-v[678]l?\+$/,
      example: '5.15.44-Re4son-v8l+',
      headers: 'kalipi-kernel-headers',
      ids: ['kali'],
      // A copy of the scripts that Kali's images are built by.
      source:
        'https://github.com/arjuncr/acrlinux-yocto/blob/25d9d7ad7c47f67741a474b3937d4be32642bf4b/meta-acrlinux/acrlinux-tools/kali-arm/common.d/packages.sh',
    },
    // Raspberry Pi OS until 11; what rpi-update brings to a newer one is called the same and has no package.
    {
      kernel: /^\d[\d.]*(?:-v[678]l?)?\+$/,
      example: '6.1.21-v8+',
      headers: 'raspberrypi-kernel-headers',
      ids: ['raspbian'],
      before: '12',
      source: 'https://github.com/raspberrypi/firmware/issues/1616',
    },
    {
      kernel: /^\d[\d.]*-v[678]l?\+$/,
      example: '6.1.21-v8+',
      headers: 'raspberrypi-kernel-headers',
      ids: ['debian'],
      before: '12',
      source: 'https://github.com/raspberrypi/firmware/issues/1616',
    },
    {
      kernel: /^.*-rpi-(?:v[678]l?(?:-rt)?|2712)$/,
      example: '6.12.47+rpt-rpi-v8',
      headers: 'linux-headers-$&',
      source: 'https://github.com/raspberrypi/linux/issues/5643',
    },
    {
      kernel: /^\d[\w.]*-(legacy|current|edge|vendor|bleedingedge)-([a-z][\w-]*)$/,
      example: '6.12.35-current-rockchip64',
      headers: 'linux-headers-$1-$2',
      source: 'https://docs.armbian.com/User-Guide_FAQ/',
    },
    // Jetson: one package of all its kernels, and one of those for real time. Ubuntu's own are called -nvidia-tegra.
    {
      kernel: /^\d[\d.]*(?:-\d+)?-rt\d*-tegra$/,
      example: '5.15.148-rt-tegra',
      headers: 'nvidia-l4t-rt-kernel-headers',
      source: 'https://docs.nvidia.com/jetson/archives/r38.4/DeveloperGuide/SD/Kernel/RealTimeKernel.html',
    },
    {
      kernel: /^\d[\d.]*(?:-\d+)?-tegra$/,
      example: '5.15.148-tegra',
      headers: 'nvidia-l4t-kernel-headers',
      source:
        'https://github.com/mrjetsonorin/JetsonOrin02/blob/1660e5da871586d3d964ad53023b2cd4a4fd93fa/CustomWifiDriver.md',
    },
    {
      kernel: /^\d[\d.]*-(?:ti|bone|ti-rt|bone-rt|ti-arm64|ti-arm64-rt)-?r\d+(?:\.\d+)?$/,
      example: '5.10.168-ti-r72',
      headers: 'linux-headers-$&',
      source: 'https://docs.beagle.cc/latest/books/beaglebone-cookbook/07kernel/kernel.html',
    },
    {
      kernel: /^.*-xanmod\d*$/,
      example: '6.12.10-x64v3-xanmod1',
      headers: 'linux-headers-$&',
      source: 'https://xanmod.org/',
    },
    {
      kernel: /^.*-liquorix-amd64$/,
      example: '6.12.9-1-liquorix-amd64',
      headers: 'linux-headers-$&',
      source: 'https://liquorix.net/',
    },
  ] satisfies readonly KernelRow[]
).map((row) => ({...row, visiting: true}));

/** What Debian and Ubuntu call the same. */
export const aptNames = {
  clang: 'clang',
  llvm: 'llvm',
  bpftool: {
    names: 'bpftool | linux-tools-RELEASE linux-tools-common | linux-tools-generic linux-tools-common',
    source: 'https://bugs.launchpad.net/bugs/2007308',
  },
  libbpf: 'libbpf-dev',
  libelf: 'libelf-dev',
  zlib: 'zlib1g-dev',
  'libc-headers': 'libc6-dev',
  'uapi-headers': 'linux-libc-dev',
  // clang installs itself as cc: no second compiler is needed.
  compiler: 'clang | gcc',
  make: 'make',
  git: 'git ca-certificates',
  'pkg-config': 'pkg-config | pkgconf',
  // Before Debian 12 it is part of dwarves.
  pahole: 'pahole | dwarves',
  // The others, where the archive has none for this kernel: those of the distribution's own, to be linked in.
  'kernel-headers': {
    names: 'linux-headers-ARCH | linux-headers-generic',
    source: 'https://packages.debian.org/linux-headers-amd64',
  },
  bpftrace: 'bpftrace',
  bcc: 'python3-bpfcc',
  gcc: 'gcc',
  openssl: 'libssl-dev',
  'libelf-runtime': 'libelf1 zlib1g | libelf1t64 zlib1g',
  'kernel-source': 'linux-source',
  flex: 'flex',
  bison: 'bison',
  bc: 'bc',
  rsync: 'rsync',
  ip: 'iproute2',
  xz: 'xz-utils',
  python3: 'python3-minimal | python3',
  go: 'golang-go',
  'cilium-ebpf': 'golang-github-cilium-ebpf-dev',
  rust: {names: 'rustc cargo', source: 'https://packages.debian.org/rustc'},
  'libbpf-rs': 'librust-libbpf-rs-dev librust-libbpf-cargo-dev',
  aya: 'librust-aya-dev librust-anyhow-dev',
} as const satisfies Parameters<typeof table>[1];

export const debian: Family = {
  title: 'Debian and its children (Raspberry Pi OS, Devuan, Kali, Parrot, Proxmox, Armbian, LMDE ...)',
  ids: [
    'debian',
    'raspbian',
    'devuan',
    'kali',
    'parrot',
    'deepin',
    'uos',
    'pureos',
    'pika',
    'mx',
    'gnoppix',
    'tails',
    'cumulus-linux',
    'proxmox',
    'armbian',
    'vyos',
    'astra',
    'openkylin',
    'gardenlinux',
  ],
  words: /debian|raspbian|raspberry|kali|devuan|proxmox|armbian|parrot|deepin/i,
  managers: ['apt'],
  packages: table(page, {
    ...aptNames,
    'libbpf-rs': {names: aptNames['libbpf-rs'], since: '13'},
    aya: {names: aptNames.aya, since: '13'},
  }),
  kernels: [
    ...visitingKernels,
    {
      kernel:
        /^\d[\w.+~-]*-(?:amd64|686(?:-pae)?|i386|arm64(?:-16k)?|armmp(?:-lpae)?|rpi|marvell|[45]kc-malta|octeon|loongson-3|mips64r[26]el|powerpc64(?:le)?(?:-64k)?|s390x|riscv64|loong64|sparc64(?:-smp)?|alpha-(?:generic|smp)|parisc(?:64)?|m68k)$/,
      example: '6.12.43+deb13-cloud-amd64',
      headers: 'linux-headers-$&',
      source: 'https://kernel-team.pages.debian.net/kernel-handbook/ch-packaging.html',
    },
    {
      kernel: /^\d[\w.+-]*-(?:amd64|arm64)-desktop[\w-]*$/,
      example: '6.12.20-amd64-desktop-rolling',
      headers: 'linux-headers-$&',
      source: 'https://github.com/deepin-community/kernel',
    },
  ],
};
