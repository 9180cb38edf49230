import {Failure} from '../../hosts/failure.ts';
import type {KernelState} from '../state.ts';
import {grub} from './grub.ts';
import type {BootLoader} from './loader.ts';
import {systemdBoot} from './systemd-boot.ts';

/** The boot loader that decides on a host; undefined where it is none that is known. */
export const knownBootLoader = ({systemdBoot: isSystemdBoot, grub: isGrub}: KernelState): BootLoader | undefined =>
  isSystemdBoot ? systemdBoot : isGrub ? grub : undefined;

/** The same of a host by its name. @throws Failure */
export const bootLoaderOf = (state: KernelState, host: string): BootLoader => {
  const loader = knownBootLoader(state);
  if (loader) return loader;
  throw new Failure({
    what: `No boot loader that is known here decides on ${host} which kernel boots.`,
    todo: 'Nothing was changed. Change its kernels with its own tools.',
  });
};
