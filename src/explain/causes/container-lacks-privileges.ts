import {advise} from '../../remedies/remedy.ts';
import {type Cause, clue, describes, knows, noted, says} from '../cause.ts';
import {fact, olderThan, text} from '../evidence/evidence.ts';
import {symptoms} from '../symptoms.ts';

export const containerLacksPrivileges = {
  label: 'container-lacks-privileges',
  title: 'The container or user namespace lacks the privilege',
  why: '"root" inside a container is not root of the kernel: without --privileged (or CAP_BPF, CAP_PERFMON, CAP_SYS_ADMIN and writable mounts) bpf(2), perf, kprobe_events and setrlimit are refused. In a user namespace nothing helps from inside.',
  remedy: advise(
    'Run it with --privileged (Kubernetes: securityContext.privileged: true), or with --cap-add BPF --cap-add PERFMON --cap-add SYS_RESOURCE --cap-add NET_ADMIN -v /sys/kernel/tracing:/sys/kernel/tracing -v /sys/fs/bpf:/sys/fs/bpf; rootless containers and LXC need it done on the host.',
  ),
  decide: 'grep -E "Cap(Eff|Bnd)|Seccomp" /proc/self/status; cat /proc/self/uid_map',
  sources: ['capabilities(7)', 'user_namespaces(7)', 'docker run: runtime privilege'],
  signatures: [
    knows(5.6, /^cured by: container/, (e) => !text(e, /permi(tted|ssion)|EPERM|EACCES|read-only/i)),
    // BPF_PROG_ATTACH without CAP_NET_ADMIN: systemd reports what its second try answered.
    says(5.4, /Attaching (in|e)gress BPF program to cgroup/, (e) => e.container === 'no'),
    says(3.3, /operation not permitted \(MEMLOCK may be too low/, (e) => olderThan(e, '5.11') || e.user !== 'unknown'),
    says(3.6, /mount: [^\n]*(permission denied|not permitted)/, (e) => e.container === 'no'),
    says(6, /requires real root/),
    says(4.2, /\b(apply cap(abilitie)?s|capset):[^\n]*not permitted/),
    says(6, /nsenter: [^\n]*(not permitted|permission denied)/),
    says(3.4, /(modprobe|insmod|could not insert)\b[^\n]*Operation not permitted/, (e) => e.container === 'no'),
    // systemd's own mount units: a container that may not mount shows them as failed.
    says(3.8, /\bsys-(kernel|fs)-(tracing|debug|config|bpf)\S*\.mount/, (e) => e.container === 'no'),
    // mount(8) tries again read-only where mounting was denied.
    says(5.5, /mount: [^\n]*cannot mount \S+ read-only/),
    says(4, /"no new privileges" flag is set/),
    says(4, /mount\w*\b[^\n]*(bpffs|debugfs|tracefs|cgroup2?|\/sys\/(fs|kernel))[^\n]*not permitted/),
    says(6, /sysctl[^\n]*Read-only file system|\/proc\/sys\/\S[^\n]*Read-only file system/),
    says(2.2, /Couldn't load trivial BPF program|probe_loading\(\)/, /probe_loading\(\): ?Invalid/i),
    says(2.9, symptoms.tracingDenied),
    says(3.2, symptoms.perfRefused, (e) => e.container !== 'yes'),
    says(
      4.4,
      /(privileged|unprivileged)( mode| container| pod)|--privileged|privileged: ?true|securityContext|user namespace|userns|rootless|(container|pod|docker|podman|lxc)[^\n]{0,40}(privileges?|permission|capabilit)/,
      /unprivileged_bpf/i,
    ),
    says(
      3.4,
      /(mount|umount|unshare|nsenter|setns|mkdir|write|open|sysctl|bpf|cgroup)\b[^\n]*(Operation not permitted|permission denied|Read-only file system)/,
      (e) => e.container === 'no',
    ),
    says(
      2.4,
      /Failed to increase RLIMIT_MEMLOCK|(set|rais|increas|bump|remov)\w{0,20}[^\n]{0,20}(memlock|RLIMIT)([^\n]*(not permitted|fail|err)|[^\n]*\n[^\n]*(not permitted|EPERM))/,
    ),
    says(2.5, /Read-only file system/),
    knows(2.6, /(rootless|unprivileged|user namespace|non-privileged|not privileged)/),
    noted(1.6, /container: [^\n]*(without|no|not) (--)?privileged|privileged: (false|no)\b/),
    describes(/CAP_\w+/, /only|missing|required?|without/, /\b(fails? to (start|run)|(attach|load)(s|ed|ing)?\b)/),
    describes(
      /container|lxc|pod\b|docker|podman|rootless|user namespace/,
      /privileg|capabilit|permission|permitted|unprivileged/,
      /bpf|load|attach|mount|kprobe|perf/,
    ),
  ],
  clues: [
    clue(-3, 'the program reads beyond the record of the tracepoint', (e) => text(e, symptoms.recordTooShort)),
    clue(
      1.5,
      'agents that log like this run in containers',
      (e) => e.container === 'no' && text(e, /level=(error|fatal)|component=|kube|"level":"/i),
    ),

    clue(-2.5, 'it is the version of the cgroup hierarchy that is missed', (e) =>
      text(e, /(without|requires?|needs?|only)[^\n]{0,20} cgroups?[ -]?(v|version )?2/i),
    ),
    clue(-2, 'a missing privilege would be EPERM', (e) => symptoms.policyDenied.test(e.text)),
    clue(-2, 'lockdown is on', (e) => fact(e, /lockdown: (integrity|confid)/) || text(e, /Lockdown: /)),
  ],
} satisfies Cause;
