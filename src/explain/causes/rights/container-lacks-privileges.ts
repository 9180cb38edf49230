import {type Cause, symptoms} from '../../in-causes.ts';

/** The daemon could not make a directory of the host for a mount: no privilege of a container is at stake. */
const mountSource = /error while creating mount source path/i;

export const containerLacksPrivileges = {
  title: 'The container or user namespace lacks the privilege',
  why: '"root" inside a container is not root of the kernel: without --privileged (or CAP_BPF, CAP_PERFMON, CAP_SYS_ADMIN and writable mounts) bpf(2), perf, kprobe_events and setrlimit are refused. In a user namespace nothing helps from inside.',
  remedy:
    'Run it with --privileged (Kubernetes: securityContext.privileged: true), or with --cap-add BPF --cap-add PERFMON --cap-add SYS_RESOURCE --cap-add NET_ADMIN -v /sys/kernel/tracing:/sys/kernel/tracing -v /sys/fs/bpf:/sys/fs/bpf; rootless containers and LXC need it done on the host.',
  decide: 'grep -E "Cap(Eff|Bnd)|Seccomp" /proc/self/status; cat /proc/self/uid_map',
  sources: ['capabilities(7)', 'user_namespaces(7)', 'docker run: runtime privilege'],
  certain: [
    // BPF_PROG_ATTACH without CAP_NET_ADMIN: systemd reports what its second try answered.
    /Attaching (in|e)gress BPF program to cgroup/,
    /requires real root/,
    /nsenter: [^\n]*(not permitted|permission denied)/,
    // mount(8) tries again read-only where mounting was denied.
    /mount: [^\n]*cannot mount \S+ read-only/,
    /sysctl[^\n]*Read-only file system/,
  ],
  strong: [/\b(apply cap(abilitie)?s|capset):[^\n]*not permitted/],
  likely: [
    /(modprobe|insmod|could not insert)\b[^\n]*Operation not permitted/,
    symptoms.perfRefused,
    [
      /(mount|umount|unshare|nsenter|setns|mkdir|write|open|sysctl|bpf|cgroup)\b[^\n]*(Operation not permitted|permission denied|Read-only file system)/,
      (e) => e.container === 'no' || e.says(mountSource),
    ],
  ],
  hint: [
    /Failed to increase RLIMIT_MEMLOCK|(set|rais|increas|bump|remov)\w{0,20}[^\n]{0,20}(memlock|RLIMIT)([^\n]*(not permitted|fail|err)|[^\n]*\n[^\n]*(not permitted|EPERM))/,
    {noted: /container: [^\n]*(without|no|not) (--)?privileged|privileged: (false|no)\b/},
  ],
  doubts: {
    'lockdown is on': (e) => e.fact(/lockdown: (integrity|confid)/) || e.says(/Lockdown: /),
  },
  excludes: {
    'the program reads beyond the record of the tracepoint': symptoms.recordTooShort,
  },
} satisfies Cause;
