import {describeWith} from '../lab/needs.ts';
import {missing, openUserland, readyLayer, type Userland} from '../lab/userland.ts';

/** A bookworm with the whole toolchain but make, so that setup has one small package to install. */
export async function almostReady(): Promise<Userland> {
  const land = await openUserland('bookworm', {from: await readyLayer('bookworm')});
  await land.sh('dpkg --purge make');
  return land;
}

/** Milliseconds for what {@link almostReady} starts from, the first time: it installs a toolchain. */
const layerTimeout = 600_000;

/** Tests in such userlands. */
export const describeAlmostReady = (title: string, tests: () => void): void =>
  describeWith(missing())(title, () => {
    beforeAll(async () => {
      await readyLayer('bookworm');
    }, layerTimeout);
    tests();
  });

export const setup = ['ebpf', 'setup', '--yes'] as const;
