import {hasApt} from '../checks/apt/apt.ts';
import {hostKind} from '../checks/host/environment.ts';
import {valueIfKnown} from '../facts/fact.ts';
import type {Facts} from '../facts/facts.ts';
import type {Grub, KernelState} from './state.ts';

/** Why something can't be done on a host, and what to do instead. */
export interface Obstacle {
  readonly why: string;
  readonly todo: string;
}

/** What stands in the way of any other kernel, by the kind of the host and its boot loader. Nothing was changed to find it. */
export const hostObstacles = (facts: Facts, state: KernelState): readonly Obstacle[] => {
  const foreign = foreignKernel(hostKind(facts));
  if (foreign) return [foreign];
  if (!hasApt(facts))
    return [{why: 'This host does not use apt.', todo: "Install a newer kernel with the host's own package manager."}];
  return [...loaderObstacles(state), ...fallbackObstacles(state)];
};

/** Kernels that are not the host's own to choose. */
const foreignKernel = (kind: string): Obstacle | undefined => {
  if (kind.startsWith('container'))
    return {
      why: `This is a ${kind}: its kernel is the host's.`,
      todo: 'Run setup on the host itself; containers on it get its new kernel.',
    };
  if (kind === 'WSL2')
    return {
      why: 'This is WSL2: Windows supplies the kernel.',
      todo: 'In Windows: wsl --update. A kernel of your own is named in %UserProfile%\\.wslconfig: [wsl2] kernel=PATH.',
    };
  if (kind.startsWith('microVM'))
    return {
      why: `This is a ${kind}: the kernel is a file outside that its manager boots.`,
      todo: 'Give the manager another kernel image; nothing in here can.',
    };
  return undefined;
};

const loaderObstacles = (state: KernelState): readonly Obstacle[] => {
  const {grub, systemdBoot, otherLoaders} = state;
  if (!grub) return [noGrub(systemdBoot, otherLoaders)];
  if (grub.lacks.length > 0)
    return [{why: `GRUB's ${grub.lacks.join(', ')} is missing.`, todo: 'Install it: apt-get install grub2-common'}];
  if (!grub.dropIns)
    return [
      {
        why: 'This GRUB does not read /etc/default/grub.d, so the running kernel could not be kept as the default.',
        todo: byHand,
      },
    ];
  const deaf = unwritable(grub);
  return deaf
    ? [
        {
          why: `GRUB can't write its environment on ${deaf}, so it would boot the new kernel again and again instead of once.`,
          todo: byHand,
        },
      ]
    : [];
};

const byHand =
  'Install the kernel by hand and choose it in the boot menu, with a console at hand; keep the old one installed.';

/** As check_writable in GRUB's own 00_header decides. */
const unwritable = ({abstraction, fs}: Grub): string | undefined => {
  const layer = abstraction.split(/\s+/).find((each) => ['lvm', 'diskfilter'].includes(each));
  if (layer) return layer === 'lvm' ? 'LVM' : 'RAID (diskfilter)';
  if (['btrfs', 'cpiofs', 'newc', 'odc', 'romfs', 'squash4', 'tarfs', 'zfs'].includes(fs)) return fs;
  return /^\w+$/.test(fs) ? undefined : `what grub-probe does not know (${fs || 'no answer'})`;
};

const noGrub = (systemdBoot: readonly string[], otherLoaders: readonly string[]): Obstacle => {
  if (systemdBoot.length > 0)
    return {
      why: `The boot loader is systemd-boot (${systemdBoot[0]}), which "ebpf" does not drive yet.`,
      todo: 'Install the kernel with apt, then boot it once: bootctl set-oneshot ENTRY (see bootctl list). A further reboot falls back.',
    };
  if (otherLoaders.length > 0)
    return {
      why: `The boot loader is configured by ${otherLoaders[0]}, which has no way to boot a kernel once and fall back.`,
      todo: "Install a newer kernel as the board's or the image's maker says.",
    };
  return {
    why: 'No boot loader was found: there is no /boot/grub/grub.cfg and no other known configuration.',
    todo: 'The kernel probably comes from outside (a hypervisor, a provider, the network): change it there.',
  };
};

const fallbackObstacles = ({kernels, release}: KernelState): readonly Obstacle[] =>
  kernels.some((each) => each.release === release)
    ? []
    : [
        {
          why: `The running kernel, ${release}, has no image in /boot, so there would be nothing to fall back to.`,
          todo: 'Reinstall its package first, or reboot into a kernel that is installed.',
        },
      ];

/** What stands in the way of kernels that the distribution has not made. */
export const mainlineObstacles = (facts: Facts, {rootFs}: KernelState): readonly Obstacle[] => [
  ...(valueIfKnown(facts.security.secureBoot)
    ? [
        {
          why: 'Secure Boot is on, and mainline kernels are not signed: the firmware would refuse them.',
          todo: "Take the distribution's kernel, which is signed (--kernel distro; on Ubuntu the HWE one), or sign the image with a key of yours that is enrolled (mokutil, sbsign).",
        },
      ]
    : []),
  ...(rootFs === 'zfs'
    ? [
        {
          why: 'The root file system is ZFS, for which mainline kernels have no module.',
          todo: "Take the distribution's kernel: --kernel distro.",
        },
      ]
    : []),
];
