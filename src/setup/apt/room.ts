import {parseDf} from '../../facts/df.ts';
import {Failure} from '../../hosts/failure.ts';
import type {Host} from '../../hosts/host.ts';
import type {Size} from '../../remedies/step.ts';

/**
 * Makes sure that there is room before anything is written: dpkg that runs out of it leaves packages half unpacked. apt itself looks
 * at the room for the archives only. Nothing is known where apt did not say what it takes.
 * @throws Failure that says how much is missing where.
 */
export const checkRoom = async (host: Host, size: Size | undefined): Promise<void> => {
  if (!size) return;
  const {stdout} = await host.run(['df', '-Pk', '/usr', '/var/cache/apt/archives'], {environment: {LC_ALL: 'C'}});
  const [usr, archives] = parseDf(stdout.toString('utf8'));
  if (!usr || !archives) return;
  const shared = usr.device === archives.device && usr.mount === archives.mount;
  requireRoom('/usr', size.disk + (shared ? size.download : 0), usr.available * 1024);
  if (!shared) requireRoom('/var/cache/apt/archives', size.download, archives.available * 1024);
};

const requireRoom = (place: string, needed: number, free: number): void => {
  if (needed <= free) return;
  throw new Failure({
    what: `There is too little room for the packages: they need ${amount(needed)} in ${place}, and ${amount(free)} are free.`,
    why: 'Nothing was installed.',
    todo: 'Free some space ("apt-get clean", old kernels, logs), then run setup again.',
  });
};

const amount = (bytes: number): string =>
  bytes < 10e6 ? `${Math.ceil(bytes / 1e3)} kB` : `${Math.ceil(bytes / 1e6)} MB`;
