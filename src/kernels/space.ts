import {sized} from '../hosts/in-words.ts';
import {largest} from '../hosts/largest.ts';
import type {Obstacle} from './obstacle.ts';
import type {KernelState, Space} from './state.ts';

const mebi = 1024 * 1024;

/** Bytes of a vmlinuz; 15 MB are usual. */
const image = 20 * mebi;

/** Bytes that a kernel puts into /boot beside its initrd: vmlinuz, System.map (10 MB), the configuration. */
const imageAndMap = image + 10 * mebi;

/** Bytes of an initrd where there is none to go by; usual are 60 to 200 MB. */
const usualInitrd = 100 * mebi;

/** What a kernel needs on the host's disks, in bytes. */
export interface SpaceNeeds {
  /** Unpacked, outside /boot. */
  readonly root: number;
  /** Packages while they are installed. */
  readonly cache: number;
}

/**
 * Where there is too little room. A full /boot is the worst of failures: mkinitramfs then leaves a truncated initrd, and the next boot panics
 * (https://github.com/QubesOS/qubes-issues/issues/5038).
 */
export const spaceObstacles = (state: KernelState, {root, cache}: SpaceNeeds): readonly Obstacle[] => {
  const {rootSpace, bootSpace, cacheSpace, systemdBoot, kernels} = state;
  const initrd = largest(kernels.map((each) => each.initrd)) || usualInitrd;
  // update-initramfs writes the new one beside the old before it takes its place.
  const boot = imageAndMap + Math.ceil(initrd * 1.25);
  const needs = new Map<string, {space: Space; bytes: number}>();
  for (const [space, bytes] of [
    [bootSpace, boot],
    [rootSpace, root],
    [cacheSpace, cache],
    // A copy of image and initrd.
    ...(systemdBoot?.space ? [[systemdBoot.space, image + initrd] as const] : []),
  ] as const) {
    const before = needs.get(space.mount)?.bytes ?? 0;
    needs.set(space.mount, {space, bytes: before + bytes});
  }
  return [...needs.values()].flatMap(({space, bytes}) =>
    space.free * 1024 >= bytes
      ? []
      : [
          {
            why: `${space.mount} has ${sized(space.free * 1024)} free, and the kernel needs about ${sized(bytes)} there.`,
            todo:
              [bootSpace.mount, systemdBoot?.space?.mount].includes(space.mount) && space.mount !== '/'
                ? 'Remove kernels that are no longer needed: apt-get autoremove --purge, or "ebpf kernel remove RELEASE".'
                : 'Free some space (apt-get clean, journalctl --vacuum-size=100M), then run this again.',
          },
        ],
  );
};
