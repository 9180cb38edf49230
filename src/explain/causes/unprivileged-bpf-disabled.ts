import {advise} from '../../remedies/remedy.ts';
import {type Cause, clue, knows, ran, says} from '../cause.ts';
import {text} from '../evidence/evidence.ts';

export const unprivilegedBpfDisabled = {
  label: 'unprivileged-bpf-disabled',
  title: 'kernel.unprivileged_bpf_disabled keeps normal users from bpf(2)',
  why: 'With 1 or 2 (the default of distributions since 2021) a process without CAP_BPF gets EPERM for every command; 1 cannot be changed until the next boot.',
  remedy: advise(
    'Run as root or with CAP_BPF. Opening bpf(2) to all users (kernel.unprivileged_bpf_disabled=0) is not advised, for Spectre; from value 1 only a reboot leads back.',
  ),
  decide: 'sysctl kernel.unprivileged_bpf_disabled; id -u',
  sources: ['Documentation/admin-guide/sysctl/kernel.rst', 'commit 08389d888287: value 2'],
  signatures: [
    knows(5.6, /^cured by: unprivileged/),
    says(
      4.8,
      /unprivileged_bpf_disabled|bpf\(\) syscall restricted to privileged users|unprivileged users? (may|can|must) ?not/,
    ),
    says(
      4.5,
      /unprivileged (e?BPF|users?)[^\n]*(disabled|not (allowed|permitted|enabled)|denied|restricted|forbidden)|(disabled?|allow|restrict)[^\n]{0,20} unprivileged (e?BPF|users)/,
      /data leaks possible|Spectre/i,
    ),
    ran(4.5, /unprivileged_bpf_disabled/),
    knows(2.4, /unprivileged_bpf_disabled: [12]/),
  ],
  clues: [
    clue(
      -3,
      'what it refuses, it refuses with EPERM',
      (e) => text(e, /os error 95|EOPNOTSUPP|-95\b|Operation not supported/i) && !text(e, /not permitted|EPERM/i),
    ),
  ],
} satisfies Cause;
