import type {Obstacle} from '../obstacle.ts';
import type {Grub, KernelState, SystemdBoot} from '../state.ts';

/** Why the host's boot loader can't boot a kernel once and fall back; empty when it can. */
export const loaderObstacles = (state: KernelState): readonly Obstacle[] => {
  if (state.systemdBoot) return systemdBootObstacles(state.systemdBoot, state.release);
  // GRUB names itself since 2.12; rEFInd does too: https://systemd.io/BOOT_LOADER_INTERFACE/
  if (state.bootedBy && !/^grub/i.test(state.bootedBy))
    return [{why: `This host was booted by ${state.bootedBy}, which is not known here.`, todo: byHand}];
  return state.grub ? grubObstacles(state.grub) : [noLoader(state.otherLoaders)];
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

const grubObstacles = (grub: Grub): readonly Obstacle[] => {
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

const systemdBootObstacles = (loader: SystemdBoot, release: string): readonly Obstacle[] => {
  if (loader.lacks.length > 0)
    return [{why: `${loader.lacks.join(', ')} is missing.`, todo: 'Install it: apt-get install systemd-boot'}];
  if (!loader.variables)
    return [
      {
        why: 'EFI variables cannot be written here, and they tell systemd-boot what to boot once.',
        todo: 'Mount them: mount -o remount,rw /sys/firmware/efi/efivars',
      },
    ];
  if (!loader.space)
    return [
      {
        why: "systemd-boot's partition is not mounted (bootctl --print-boot-path).",
        todo: 'Mount the EFI system partition, on /boot/efi or /efi.',
      },
    ];
  return loader.entries.includes(release)
    ? []
    : [
        {
          why: `systemd-boot has no entry of its own for the running kernel, ${release}, to fall back to; unified kernel images are not driven here.`,
          todo: `Where it boots from plain entries: kernel-install add ${release} /boot/vmlinuz-${release}`,
        },
      ];
};

const noLoader = (otherLoaders: readonly string[]): Obstacle =>
  otherLoaders.length > 0
    ? {
        why: `The boot loader is configured by ${otherLoaders[0]}, which has no way to boot a kernel once and fall back.`,
        todo: "Install a newer kernel as the board's or the image's maker says.",
      }
    : {
        why: 'No boot loader was found: there is no /boot/grub/grub.cfg and no other known configuration.',
        todo: 'The kernel probably comes from outside (a hypervisor, a provider, the network): change it there.',
      };
