import {advise} from '../../remedies/remedy.ts';
import {type Cause, clue, describes, knows, noted, ran, says} from '../cause.ts';
import {fact, text} from '../evidence/evidence.ts';
import {either, lacking} from '../phrases.ts';

export const cgroup2NotAvailable = {
  label: 'cgroup2-not-available',
  title: 'There is no cgroup v2 hierarchy at the attach path',
  why: 'Cgroup programs attach to directories of cgroup v2 only. Older distributions mount v1 (or a hybrid with v2 under /sys/fs/cgroup/unified); a v1 directory gives EBADF or EINVAL.',
  remedy: advise(
    'Attach below a cgroup2 mount (`mount | grep cgroup2`), mount one (`mount -t cgroup2 none /mnt/cgroup2`), or boot with systemd.unified_cgroup_hierarchy=1.',
  ),
  decide: 'stat -f -c %T /sys/fs/cgroup; mount | grep cgroup2',
  sources: ['kernel/bpf/cgroup.c: cgroup_get_from_fd', 'cgroups(7)'],
  signatures: [
    says(2.4, /does not support BPF\/cgroup/),
    says(4.8, /No valid cgroup base path found/),
    ran(4, /\/sys\/fs\/cgroup\/(net_cls|net_prio|memory|cpu|devices|pids|blkio|systemd)\b/),
    says(4, /Failed to attach BPF function with attach_type|can't open cgroup/),
    says(4.2, /invalid cgroup|cgroup[^\n]*(Bad file descriptor|EBADF)/),
    says(5, /cgroup( v?2)? (isn't|is not|not) mounted|could not find a cgroup2? mount/),
    says(
      5,
      /(cgroups?[ -]?(v|version )?2|unified cgroup\w{0,20}|unified hierarchy)[^\n]{0,60}(not (mounted|found|available|enabled|supported|in use|exist)|missing|required|needed|disabled|unavailable|must|fail\w{0,20}|no )|(no|find|locate|requires?|needs?|without|detect|get|mount\w{0,20})[^\n]{0,25}(cgroups?[ -]?(v|version )?2|unified)/,
    ),
    says(
      4.2,
      /\/sys\/fs\/cgroup\/?(unified)?\S{0,80}[^\n]{0,40}(No such file|not (found|exist)|does not exist|invalid argument|not a (directory|cgroup))/,
    ),
    says(
      4,
      /(attach|link|cgroup|BPF_PROG_ATTACH|bpf_link_create|bpf_prog_attach)[^\n]*(\n[^\n]*){0,2}(Bad file descriptor|EBADF|os error 9\b)/,
    ),
    says(
      3.6,
      /(attach\w{0,20}|open\w{0,20}|join\w{0,20})[^\n]{0,40}cgroup[^\n]*(invalid|fail|No such|error|EINVAL)|cgroup ?(v|version )?1\b|hybrid cgroup|cgroup[^\n]{0,30}not (a )?v2/,
      /device control|bpf map|BPF program to cgroup[^\n]*not permitted|cgroup \/sys\/fs\/cgroup\/(unified\/)?\S+ failed: Invalid argument/i,
    ),
    says(2.5, /systemd\.unified_cgroup_hierarchy/),
    knows(3, /cgroup[^\n]*(missing|v1|hybrid|absent|not mounted)|\/sys\/fs\/cgroup: [^\n]*(tmpfs|blkio|cpuacct)/),
    noted(2.2, /cgroup[^\n]*: (1\b|[^\n]*legacy)/),
    describes(/cgroup ?v?1|cgroups?v1|cgroup/, /v1|unified|v2|hybrid|cgroup2/, either(lacking, /uses/)),
  ],
  clues: [
    clue(
      -2.5,
      'on a hierarchy of the wrong kind bpf(2) answers EBADF, not EINVAL',
      (e) => text(e, /(attach|link)[^\n]*cgroup[^\n]*(invalid argument|EINVAL)/i) && text(e, /unified|cgroup2/i),
    ),
    clue(2.5, 'the hierarchy is the old one', (e) => fact(e, /cgroup[^\n]*(legacy|v1|hybrid)/)),
    clue(-2, 'it is about the device filter of a runtime', (e) =>
      text(e, /BPF_CGROUP_DEVICE|device (rules|filter|controller)/i),
    ),
  ],
} satisfies Cause;
