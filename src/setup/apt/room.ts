import {parseDf} from '../../facts/df.ts';
import {Failure} from '../../hosts/failure.ts';
import type {Host} from '../../hosts/host.ts';
import {sized} from '../../hosts/in-words.ts';
import type {Size} from '../../remedies/step.ts';

/** Bytes that suffice whatever is installed: libbpf-rs, the largest, takes 1.4 GB and archives of 262 MB (docs/routes.md). */
const plenty = 5e9;

/**
 * Makes sure that there is room before anything is written: dpkg that runs out of it leaves packages half unpacked. apt itself looks
 * at the room for the archives only. What packages take is asked only where room is not plenty: apt needs as long for that as to get ready to install
 * them. Nothing is known where apt did not say it.
 * @throws Failure that says how much is missing where.
 */
export const checkRoom = async (host: Host, sizeOf: () => Promise<Size | undefined>): Promise<void> => {
  const {stdout} = await host.run(['df', '-Pk', '/usr', '/var/cache/apt/archives'], {environment: {LC_ALL: 'C'}});
  const [usr, archives] = parseDf(stdout.toString('utf8'));
  if (!usr || !archives || Math.min(usr.available, archives.available) * 1024 >= plenty) return;
  const size = await sizeOf();
  if (!size) return;
  const shared = usr.device === archives.device && usr.mount === archives.mount;
  requireRoom('/usr', size.disk + (shared ? size.download : 0), usr.available * 1024);
  if (!shared) requireRoom('/var/cache/apt/archives', size.download, archives.available * 1024);
};

const requireRoom = (place: string, needed: number, free: number): void => {
  if (needed <= free) return;
  throw new Failure({
    what: `There is too little room for the packages: they need ${sized(needed)} in ${place}, and ${sized(free)} are free.`,
    why: 'Nothing was installed.',
    todo: 'Free some space ("apt-get clean", old kernels, logs), then run setup again.',
  });
};
