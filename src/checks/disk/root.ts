import {hasApt} from '../../facts/packages.ts';
import {advise} from '../../remedies/remedy.ts';
import {type Check, fail, pass, unknown, unseen} from '../check.ts';

/** KiB. The libbpf route unpacks 417 to 427 MB of packages (55 on Debian 12, 46 on 13) from 88 MB of downloads. */
const needed = 700 * 1024;

/** KiB as a person reads them: what is plenty needs no digits. */
const room = (available: number): string =>
  available < 10 * 1024 ** 2 ? `${Math.floor(available / 1024)} MB` : `${Math.floor(available / 1024 ** 2)} GB`;

export default {
  id: 'disk.root',
  title: 'Disk space',
  why: 'A full disk leaves packages half unpacked and headers cut off.',
  reads: 'df -Pk / /usr /var/cache',
  sources: ['measured: apt-get install clang bpftool libbpf-dev make on Debian 12 and 13'],
  evaluate: (facts) => {
    const {disk} = facts;
    const expected = '700 MB free';
    if (disk.state !== 'known') return unseen('the free space', disk, {expected});
    const tightest = disk.value
      .toSorted((a, b) => a.available - b.available)
      .find(({mount}) => !mount.startsWith('/boot') && mount !== '/tmp');
    if (!tightest) return unknown('df told nothing', {expected});
    const evidence = disk.value.map(({mount, available}) => `${mount}: ${room(available)} free`);
    const found = `${room(tightest.available)} free on ${tightest.mount}`;
    return tightest.available >= needed
      ? pass(found, {evidence: [...new Set(evidence)], expected})
      : fail(found, {
          evidence: [...new Set(evidence)],
          expected,
          remedy: advise(
            `Free some space: ${hasApt(facts) ? '"apt-get clean"' : 'the cache of the package manager'}, old kernels, logs.`,
          ),
        });
  },
} satisfies Check;
