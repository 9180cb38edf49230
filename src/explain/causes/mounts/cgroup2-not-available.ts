import type {Cause} from '../../in-causes.ts';

export const cgroup2NotAvailable = {
  title: 'There is no cgroup v2 hierarchy at the attach path',
  why: 'Cgroup programs attach to directories of cgroup v2 only. Older distributions mount v1 (or a hybrid with v2 under /sys/fs/cgroup/unified); a v1 directory gives EBADF or EINVAL.',
  remedy:
    'Attach below a cgroup2 mount (`mount | grep cgroup2`), mount one (`mount -t cgroup2 none /mnt/cgroup2`), or boot with systemd.unified_cgroup_hierarchy=1.',
  decide: 'stat -f -c %T /sys/fs/cgroup; mount | grep cgroup2',
  sources: ['kernel/bpf/cgroup.c: cgroup_get_from_fd', 'cgroups(7)'],
  strong: [
    /No valid cgroup base path found/,
    /invalid cgroup|cgroup[^\n]*(Bad file descriptor|EBADF)/,
    /\/sys\/fs\/cgroup\/?(unified)?\S{0,80}[^\n]{0,40}(No such file|not (found|exist)|does not exist|invalid argument|not a (directory|cgroup))/,
    /(attach|link|cgroup|BPF_PROG_ATTACH|bpf_link_create|bpf_prog_attach)[^\n]*(\n[^\n]*){0,2}(Bad file descriptor|EBADF|os error 9\b)/,
    {ran: /\/sys\/fs\/cgroup\/(net_cls|net_prio|memory|cpu|devices|pids|blkio|systemd)\b/},
  ],
  hint: [{noted: /cgroup[^\n]*: (1\b|[^\n]*legacy)/}],
} satisfies Cause;
