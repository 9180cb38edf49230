import type {Cause} from '../../in-causes.ts';

export const unprivilegedBpfDisabled = {
  title: 'kernel.unprivileged_bpf_disabled keeps normal users from bpf(2)',
  why: 'With 1 or 2 (the default of distributions since 2021) a process without CAP_BPF gets EPERM for every command; 1 cannot be changed until the next boot.',
  remedy:
    'Run as root or with CAP_BPF. Opening bpf(2) to all users (kernel.unprivileged_bpf_disabled=0) is not advised, for Spectre; from value 1 only a reboot leads back.',
  decide: 'sysctl kernel.unprivileged_bpf_disabled; id -u',
  sources: ['Documentation/admin-guide/sysctl/kernel.rst', 'commit 08389d888287: value 2'],
  strong: [
    /unprivileged_bpf_disabled|bpf\(\) syscall restricted to privileged users/,
    /unprivileged (e?BPF|users?)[^\n]*(disabled|not (allowed|permitted|enabled)|denied|restricted|forbidden)/,
    {ran: /unprivileged_bpf_disabled/},
  ],
} satisfies Cause;
