import {Failure} from '../../hosts/failure.ts';
import type {Host} from '../../hosts/host.ts';
import {installSize} from './size.ts';

/**
 * Makes sure that there is room before anything is written: dpkg that runs out of it leaves packages half unpacked. apt itself looks
 * at the room for the archives only.
 * @throws Failure that says how much is missing where.
 */
export const checkRoom = async (host: Host, packages: readonly string[]): Promise<void> => {
  const size = await installSize(host, packages);
  const {stdout} = await host.run(['df', '-Pk', '/usr', '/var/cache/apt/archives'], {environment: {LC_ALL: 'C'}});
  const [usr, archives] = parseFree(stdout.toString('utf8'));
  if (!size || !usr || !archives) return;
  const shared = usr.place === archives.place;
  requireRoom('/usr', size.disk + (shared ? size.download : 0), usr.free);
  if (!shared) requireRoom('/var/cache/apt/archives', size.download, archives.free);
};

/** Each line of `df -Pk` after the first: which file system, and the bytes that are free there. */
const parseFree = (text: string): readonly {readonly place: string; readonly free: number}[] =>
  text
    .split('\n')
    .slice(1)
    .flatMap((line) => {
      const [, device, free, mount] = /^(.*?)\s+\d+\s+\d+\s+(\d+)\s+\S+\s+(.*)$/.exec(line) ?? [];
      return free === undefined ? [] : [{place: `${device} ${mount}`, free: Number(free) * 1024}];
    });

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
