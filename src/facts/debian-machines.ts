/** A machine by the kernel's name, and what Debian calls its packages. */
interface DebianMachine {
  /** `uname -m`. */
  readonly machine: string;
  /** What dpkg calls it: https://wiki.debian.org/SupportedArchitectures */
  readonly architecture: string;
  /** The end of its kernels' and headers' names: https://packages.debian.org/search?keywords=linux-headers-&searchon=names&suite=stable */
  readonly kernels: string;
}

const table: readonly (readonly [machine: string, architecture: string, kernels?: string])[] = [
  ['x86_64', 'amd64'],
  ['aarch64', 'arm64'],
  ['armv6l', 'armel', 'rpi'],
  ['armv7l', 'armhf', 'armmp'],
  ['i686', 'i386', '686-pae'],
  ['loongarch64', 'loong64'],
  ['ppc64le', 'ppc64el', 'powerpc64le'],
  ['riscv64', 'riscv64'],
  ['s390x', 's390x'],
];

/** Machines that Debian builds kernels for. */
export const debianMachines: readonly DebianMachine[] = table.map(
  ([machine, architecture, kernels = architecture]) => ({
    machine,
    architecture,
    kernels,
  }),
);
