import type {Cause} from '../../in-causes.ts';

export const cgroup2NotAvailable = {
  title: 'There is no cgroup v2 hierarchy at the attach path',
  why: 'Cgroup programs attach to directories of cgroup v2 only. Older distributions mount v1 (or a hybrid with v2 under /sys/fs/cgroup/unified); a v1 directory gives EBADF or EINVAL.',
  remedy:
    'Attach below a cgroup2 mount (`mount | grep cgroup2`), mount one (`mount -t cgroup2 none /mnt/cgroup2`), or boot with systemd.unified_cgroup_hierarchy=1.',
  decide: 'stat -f -c %T /sys/fs/cgroup; mount | grep cgroup2',
  sources: ['kernel/bpf/cgroup.c: cgroup_get_from_fd', 'cgroups(7)'],
  certain: [
    /(cgroups?[ -]?(v|version )?2|unified cgroup\w{0,20}|unified hierarchy)[^\n]{0,60}(not (mounted|found|available|enabled|supported|in use|exist)|missing|required|needed|disabled|unavailable|must|fail\w{0,20}|no )|(no|find|locate|requires?|needs?|without|detect|get|mount\w{0,20})[^\n]{0,25}(cgroups?[ -]?(v|version )?2|unified)/,
  ],
  strong: [
    /No valid cgroup base path found/,
    /Failed to attach BPF function with attach_type|can't open cgroup/,
    /invalid cgroup|cgroup[^\n]*(Bad file descriptor|EBADF)/,
    /\/sys\/fs\/cgroup\/?(unified)?\S{0,80}[^\n]{0,40}(No such file|not (found|exist)|does not exist|invalid argument|not a (directory|cgroup))/,
    /(attach|link|cgroup|BPF_PROG_ATTACH|bpf_link_create|bpf_prog_attach)[^\n]*(\n[^\n]*){0,2}(Bad file descriptor|EBADF|os error 9\b)/,
    {ran: /\/sys\/fs\/cgroup\/(net_cls|net_prio|memory|cpu|devices|pids|blkio|systemd)\b/},
  ],
  hint: [{noted: /cgroup[^\n]*: (1\b|[^\n]*legacy)/}],
  confirms: {'the hierarchy is the old one': {fact: /cgroup[^\n]*(legacy|v1|hybrid)/}},
} satisfies Cause;
