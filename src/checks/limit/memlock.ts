import {hasCapability} from '../../facts/capabilities.ts';
import {thresholds} from '../../facts/thresholds.ts';
import {atLeast} from '../../facts/version.ts';
import {advise} from '../../remedies/remedy.ts';
import {type Check, fail, pass, skip, unseen} from '../check.ts';

export default {
  id: 'limit.memlock',
  title: 'Locked memory limit',
  why: 'Before 5.11 the memory of programs and maps counts against RLIMIT_MEMLOCK; since then it does not, whatever error texts say.',
  reads: 'ulimit -l, CapEff, uname -r',
  sources: [thresholds.memcgAccounting.source],
  evaluate: ({kernel: {release}, privileges: {memlock, capEffective}}) => {
    if (release.state !== 'known') return unseen('the kernel release', release);
    if (atLeast(release.value, thresholds.memcgAccounting.version)) {
      return skip(`does not matter since ${thresholds.memcgAccounting.version}`);
    }
    if (memlock.state !== 'known') return unseen('the limit', memlock);
    const evidence = [`ulimit -l: ${memlock.value}`];
    if (memlock.value === 'unlimited') return pass('unlimited', {evidence});
    // libbpf 1.0 and most loaders raise the limit themselves where they may.
    if (capEffective.state !== 'known') return unseen('the capabilities', capEffective, {evidence});
    if (hasCapability(capEffective.value, 'CAP_SYS_RESOURCE')) {
      return pass(`${memlock.value} KiB, and the loader may raise it`, {evidence});
    }
    return fail(`${memlock.value} KiB`, {
      evidence,
      expected: 'unlimited, or CAP_SYS_RESOURCE to raise it',
      remedy: advise('Run "ulimit -l unlimited" as root before the program; in a container: --ulimit memlock=-1.'),
    });
  },
} satisfies Check;
