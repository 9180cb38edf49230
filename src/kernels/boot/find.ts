import {Failure} from '../../hosts/failure.ts';
import type {KernelState} from '../state.ts';
import {grub} from './grub.ts';
import type {BootLoader} from './loader.ts';
import {systemdBoot} from './systemd-boot.ts';

/** The boot loader that decides on a host. @throws Failure where it is none that is known. */
export const bootLoaderOf = (state: KernelState): BootLoader => {
  if (state.systemdBoot) return systemdBoot;
  if (state.grub) return grub;
  throw new Failure({
    what: 'No boot loader that is known here decides on this host which kernel boots.',
    todo: 'Nothing was changed. Change its kernels with its own tools.',
  });
};
