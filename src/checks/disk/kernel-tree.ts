import {advise} from '../../remedies/remedy.ts';
import {type Check, fail, pass, unknown, unseen} from '../check.ts';

/** KiB. Measured with linux-source-6.1: 1.5 GB unpacked, 0.3 GB built. */
const needed = 2_000_000;

export default {
  id: 'disk.kernel-tree',
  after: 'disk.root',
  title: 'Disk space for a kernel tree',
  why: 'A kernel tree unpacks to 1.5 GB and grows when it is built.',
  reads: 'df -Pk .',
  sources: ['measured: linux-source-6.1 of Debian 12, unpacked and prepared'],
  evaluate: ({disk}) => {
    const expected = '2 GB free';
    if (disk.state !== 'known') return unseen('the free space', disk, {expected});
    // The last one that was asked about is the working directory.
    const here = disk.value.at(-1);
    if (!here) return unknown('df told nothing', {expected});
    const found = `${(here.available / 1e6).toFixed(1)} GB free on ${here.mount}`;
    return here.available >= needed
      ? pass(found, {evidence: [found], expected})
      : fail(found, {
          evidence: [found],
          expected,
          remedy: advise('Free some space, or work in a directory on another disk.'),
        });
  },
} satisfies Check;
