import {absent, valueIfKnown} from './fact.ts';
import type {Facts, Mount} from './facts.ts';
import {wslOf} from './wsl.ts';

/** What a host is, and in words for a person. */
export interface HostKind {
  readonly kind:
    | 'container'
    | 'WSL1'
    | 'WSL2'
    | 'no Linux kernel'
    | 'microVM'
    | 'virtual machine'
    | 'machine'
    | 'unknown';
  /** `container on Docker Desktop`, `virtual machine (QEMU)`. */
  readonly name: string;
}

/** What tells the kind of a host. */
export type KindFacts = Pick<Facts, 'environment'> &
  Partial<Pick<Facts, 'mounts'>> & {readonly kernel: Pick<Facts['kernel'], 'release' | 'version'>};

/** Several signs together, since each alone misleads: a microVM made from a container image still holds /.dockerenv. */
export const hostKind = ({environment, kernel, mounts}: KindFacts): HostKind => {
  const signs = valueIfKnown(environment.signs) ?? [];
  const version = valueIfKnown(kernel.version) ?? '';
  // A kernel of one's own under WSL2 is called whatever its owner likes; the socket of Windows is there: https://github.com/microsoft/WSL/issues/7252
  const wsl = wslOf(kernel) ?? (signs.includes('/run/WSL') ? 'WSL2' : undefined);
  if (wsl) return {kind: wsl, name: wsl};
  const emulated = emulators.find(([pattern]) => pattern.test(`${version} ${valueIfKnown(kernel.release) ?? ''}`))?.[1];
  if (emulated) return {kind: 'no Linux kernel', name: emulated};
  if (/-fc\b|firecracker/i.test(version)) return {kind: 'microVM', name: "microVM (Firecracker), by the kernel's name"};
  if (/linuxkit/i.test(version)) return {kind: 'container', name: 'container on Docker Desktop'};
  // Its machines are containers, of which all share one kernel: https://docs.orbstack.dev/architecture
  if (/orbstack/i.test(version)) return {kind: 'container', name: 'container on OrbStack'};
  if (['/.dockerenv', '/run/.containerenv', '/run/systemd/container'].some((sign) => signs.includes(sign)))
    return {kind: 'container', name: 'container'};
  const mounted = valueIfKnown(mounts ?? absent) ?? [];
  const runtime = runtimes.find(({mount}) => mounted.some(mount))?.name;
  if (runtime) return {kind: 'container', name: `container (${runtime})`};
  // https://github.com/systemd/systemd/blob/v257/src/basic/virt.c: the host has both.
  if (signs.includes('/proc/vz') && !signs.includes('/proc/bc')) return {kind: 'container', name: 'container (OpenVZ)'};
  const maker = `${valueIfKnown(environment.vendor) ?? ''} ${valueIfKnown(environment.product) ?? ''}`;
  if (hypervisors.test(maker)) return {kind: 'virtual machine', name: `virtual machine (${maker.trim()})`};
  return signs.includes('/sys/firmware/efi') || valueIfKnown(environment.vendor)
    ? {kind: 'machine', name: 'machine'}
    : {kind: 'unknown', name: 'unknown kind'};
};

/** What answers system calls itself, and says that it is Linux. */
const emulators: readonly (readonly [RegExp, string])[] = [
  // https://github.com/google/gvisor/issues/11117: it was 4.4.0 until 2025, with this date; 4.19.0-gvisor since.
  [/gvisor|Linux version 4\.4\.0 #1 SMP Sun Jan 10 15:06:54 PST 2016/, 'gVisor (not a Linux kernel)'],
  // https://github.com/TritonDataCenter/illumos-joyent/blob/master/usr/src/uts/common/brand/lx/sys/lx_brand.h
  [/BrandZ virtual linux/, 'LX zone of illumos (not a Linux kernel)'],
];

/** What containers without a file like /.dockerenv have mounted: those of containerd, of a docker build, and of LXC without systemd in them. */
const runtimes: readonly {readonly name: string; readonly mount: (mount: Mount) => boolean}[] = [
  {
    // https://kubernetes.io/docs/tasks/debug/debug-application/determine-reason-pod-failure/
    name: 'Kubernetes',
    mount: ({path}) =>
      path === '/dev/termination-log' || /^\/(?:var\/)?run\/secrets\/kubernetes\.io\/serviceaccount$/.test(path),
  },
  {
    // https://docs.docker.com/engine/storage/drivers/overlayfs-driver/
    name: 'overlay of its runtime',
    mount: ({path, type, options}) =>
      path === '/' &&
      type === 'overlay' &&
      options.some((option) => /^lowerdir=.*\/(?:docker|containerd|buildkit|containers)\//.test(option)),
  },
  {
    // Of the host it is at /var/lib/lxcfs: https://github.com/lxc/lxcfs
    name: 'LXC',
    mount: ({path, type}) => type === 'fuse.lxcfs' && path.startsWith('/proc/'),
  },
];

const hypervisors =
  /QEMU|KVM|VMware|VirtualBox|Virtual Machine|Xen|Amazon EC2|Google Compute|DigitalOcean|Hetzner|OpenStack/i;

/** Whether somebody else chooses the kernel: the host of a container, Windows, the manager of a microVM. */
export const kernelFromOutside = (facts: KindFacts): boolean =>
  ['container', 'WSL1', 'WSL2', 'no Linux kernel', 'microVM'].includes(hostKind(facts).kind);
