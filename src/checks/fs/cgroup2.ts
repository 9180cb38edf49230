import {advise} from '../../remedies/remedy.ts';
import {type Check, fail, pass, unseen} from '../check.ts';

export default {
  id: 'fs.cgroup2',
  after: 'fs.bpffs',
  title: 'cgroup v2',
  why: 'BPF programs attach to cgroups of version 2 only.',
  reads: '/proc/self/mounts',
  sources: ['https://docs.kernel.org/admin-guide/cgroup-v2.html'],
  evaluate: ({mounts}) => {
    if (mounts.state !== 'known') return unseen('the list of mounts', mounts);
    const v2 = mounts.value.filter(({type}) => type === 'cgroup2').map(({path}) => path);
    const hybrid = mounts.value.some(({type}) => type === 'cgroup');
    const evidence = [
      `cgroup2 at ${v2.join(', ') || 'no place'}`,
      ...(hybrid ? ['cgroup v1 controllers are mounted too'] : []),
    ];
    return v2.length > 0
      ? pass(hybrid ? `${v2[0]}, beside version 1` : `${v2[0]}`, {evidence})
      : fail('not mounted', {
          evidence,
          expected: 'a mount of type cgroup2',
          remedy: advise(
            'Boot with systemd.unified_cgroup_hierarchy=1, or mount it by hand: mount -t cgroup2 none /sys/fs/cgroup.',
            {needsReboot: true},
          ),
        });
  },
} satisfies Check;
