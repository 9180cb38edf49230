import type {Family, KernelRow} from './families/family.ts';

/** Characters that a release can have: __NEW_UTS_LEN of include/uapi/linux/utsname.h. The time of some rows grows with their square. */
const longest = 64;

/** The row of a kernel, where its distribution built it. */
export const kernelRow = (family: Family, release: string): KernelRow | undefined =>
  release.length > longest ? undefined : family.kernels.find(({kernel}) => kernel.test(release));

/** The package with the headers of exactly this kernel; undefined where the distribution never built it. */
export const headersOf = (family: Family, release: string): string | undefined => {
  const row = kernelRow(family, release);
  return row && release.replace(row.kernel, row.headers);
};

/** Who builds kernels that come with a machine, and for which no distribution has packages. */
const makers: readonly (readonly [RegExp, string])[] = [
  [/microsoft/i, 'it comes with Windows, from github.com/microsoft/WSL2-Linux-Kernel'],
  [/linuxkit|orbstack|lima/i, 'it is of the virtual machine in which containers run there'],
  [/firecracker|-fc\b/i, 'it comes from outside the microVM'],
  [/^\d+\.\d+\.\d+\+$/, "it is of Google's Container-Optimized OS, or built by its owner"],
];

/** What to do where no package has the kernel's headers. */
export const withoutHeaders = (release: string): string => {
  const maker = makers.find(([pattern]) => pattern.test(release))?.[1];
  return [
    `No package here has the headers of ${release}: ${maker ?? 'another distribution built it, or its owner'}.`,
    'CO-RE programs (libbpf, bpftrace, cilium/ebpf, libbpf-rs) need none where the kernel has BTF.',
    'BCC can do with /sys/kernel/kheaders.tar.xz: "modprobe kheaders" makes it where the kernel was built with CONFIG_IKHEADERS.',
    ...(maker ? [] : ['In a container, install them on the machine that it shares the kernel with.']),
  ].join(' ');
};
