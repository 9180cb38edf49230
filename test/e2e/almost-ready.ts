import {openUserland, readyLayer, type Userland} from '../lab/userland.ts';

/** A bookworm with the whole toolchain but make, so that setup has one small package to install. */
export async function almostReady(): Promise<Userland> {
  const land = await openUserland('bookworm', {from: await readyLayer('bookworm')});
  await land.sh('dpkg --purge make');
  return land;
}

export const setup = ['ebpf', 'setup', '--yes'] as const;
