import {valueIfKnown} from '../facts/fact.ts';
import type {Facts} from '../facts/facts.ts';
import {hostKind} from '../facts/host-kind.ts';
import {baseAtLeast} from './base-release.ts';
import type {Family, KernelRow} from './families/family.ts';
import {isOfRelease} from './of-release.ts';

/** Characters that a release can have: __NEW_UTS_LEN of include/uapi/linux/utsname.h. The time of some rows grows with their square. */
const longest = 64;

/** What decides, beside its release, whether a kernel's packages can be had. */
export interface KernelHost {
  readonly os?: Facts['os'];
  readonly kernel?: Partial<Pick<Facts['kernel'], 'release' | 'version'>>;
  readonly environment?: Facts['environment'];
  readonly mounts?: Facts['mounts'];
}

/** The row of a kernel, where its distribution built it, for this release of it. */
export const kernelRow = (family: Family, release: string, host: KernelHost = {}): KernelRow | undefined => {
  const os = host.os && valueIfKnown(host.os);
  if (release.length > longest || (os && !isOfRelease(release, os)) || makerOf(release)?.always) return undefined;
  const row = family.kernels.find(
    ({kernel, ids, before}) =>
      kernel.test(release) && !(os && ids && !ids.includes(os.id)) && !(os && before && baseAtLeast(os, before)),
  );
  return row?.visiting && isContainer(host) ? undefined : row;
};

/** Its image has the repositories of the distribution alone, not those that its host got a kernel from. */
const isContainer = ({kernel, environment, mounts}: KernelHost): boolean =>
  hostKind({
    kernel: {release: kernel?.release ?? {state: 'absent'}, version: kernel?.version ?? {state: 'absent'}},
    environment: environment ?? {signs: {state: 'absent'}, vendor: {state: 'absent'}, product: {state: 'absent'}},
    ...(mounts && {mounts}),
  }).kind === 'container';

/** The package with the headers of exactly this kernel; undefined where this release of the distribution never built it. */
export const headersOf = (family: Family, release: string, host?: KernelHost): string | undefined => {
  const row = kernelRow(family, release, host);
  return row && release.replace(row.kernel, row.headers);
};

interface Maker {
  readonly release: RegExp;
  readonly why: string;
  /** Though its name is like one of a distribution. */
  readonly always?: true;
}

/** Who builds kernels that come with a machine, and for which no distribution has packages. */
const makers: readonly Maker[] = [
  {release: /microsoft/i, why: 'it comes with Windows, from github.com/microsoft/WSL2-Linux-Kernel'},
  {release: /linuxkit|orbstack|lima/i, why: 'it is of the virtual machine in which containers run there'},
  {release: /firecracker|-fc\b/i, why: 'it comes from outside the microVM'},
  {release: /gvisor/i, why: 'gVisor answers system calls itself, and there is no such kernel'},
  // https://github.com/QubesOS/qubes-linux-utils/commit/6501b26a36bb09c7e1ef67074e9c552e90ee8d9b: "kernels delivered through dom0".
  {
    release: /\.qubes\./,
    why: 'it is of Qubes OS, whose dom0 brings it into each machine',
    always: true,
  },
  // https://source.android.com/docs/core/architecture/kernel/gki-versioning
  {release: /-android\d+-/, why: 'it is of Android, and came with the device'},
  {release: /[-+]truenas\b/, why: 'it is of TrueNAS, whose own updates bring it', always: true},
  {release: /-Unraid$/, why: 'it is of Unraid, whose own updates bring it'},
  {release: /^\d+\.\d+\.\d+\+$/, why: "it is of Google's Container-Optimized OS, or built by its owner"},
];

const makerOf = (kernel: string): Maker | undefined => makers.find(({release}) => release.test(kernel));

/** What to do where no package has the kernel's headers. */
export const withoutHeaders = (release: string, {own}: Pick<Family, 'own'> = {}): string => {
  const maker = makerOf(release)?.why;
  if (own && !maker) return `No package has the headers of ${release}: ${own}`;
  return [
    `No package here has the headers of ${release}: ${maker ?? 'another distribution, another release of this one, or its owner built it'}.`,
    'CO-RE programs (libbpf, bpftrace, cilium/ebpf, libbpf-rs) need none where the kernel has BTF.',
    'BCC can do with /sys/kernel/kheaders.tar.xz: "modprobe kheaders" makes it where the kernel was built with CONFIG_IKHEADERS.',
    ...(maker ? [] : ['In a container, install them on the machine that it shares the kernel with.']),
  ].join(' ');
};
