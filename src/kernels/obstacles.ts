import type {Facts} from '../facts/facts.ts';
import {hasApt} from '../facts/packages.ts';
import {foreignKernel} from '../remedies/foreign-kernel.ts';
import {loaderObstacles} from './boot/obstacles.ts';
import type {Obstacle} from './obstacle.ts';
import type {KernelState} from './state.ts';

/** What stands in the way of any other kernel, by the kind of the host and its boot loader. Nothing was changed to find it. */
export const hostObstacles = (facts: Facts, state: KernelState): readonly Obstacle[] => {
  const foreign = foreignKernel(facts);
  if (foreign) return [foreign];
  if (!hasApt(facts))
    return [{why: 'This host does not use apt.', todo: "Install a newer kernel with the host's own package manager."}];
  return [...loaderObstacles(state), ...fallbackObstacles(state)];
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

/** What stands in the way of kernels that the distribution has not made; whether they are signed here, and come with their headers. */
export const mainlineObstacles = (
  {rootFs, secureBoot, zfsPools, dkms}: KernelState,
  {signs, withHeaders}: {readonly signs: boolean; readonly withHeaders: boolean},
): readonly Obstacle[] => [
  ...(secureBoot && !signs
    ? [
        {
          // Seen on a machine: "bad shim signature", and then GRUB's menu without a timeout; panic= can't help.
          why: 'Secure Boot is on, and mainline kernels are not signed: they would be refused at boot, and the boot loader would wait for somebody to choose another.',
          todo: `Take the distribution's kernel, which is signed: "ebpf kernel install distro" (Debian's backports and Ubuntu's HWE have newer ones). Or have this one signed by a key of yours that shim or the firmware knows: --sign-key, --sign-cert.`,
        },
      ]
    : []),
  ...(rootFs === 'zfs'
    ? [
        {
          why: 'The root file system is ZFS, for which mainline kernels have no module.',
          todo: `Take the distribution's kernel: "ebpf kernel install distro".`,
        },
      ]
    : zfsPools.length > 0 && !(withHeaders && dkms.some((each) => each.startsWith('zfs/')))
      ? [
          {
            why: `There are ZFS pools (${zfsPools.join(', ')}), for which mainline kernels have no module: their data would be out of reach.`,
            todo: `Take the distribution's kernel: "ebpf kernel install distro". Where DKMS builds zfs (zfs-dkms), --headers lets it try.`,
          },
        ]
      : []),
];
