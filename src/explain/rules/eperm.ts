import {clue} from '../cause.ts';
import {atLeast, fact, isVendorKernel, olderThan, text, withCapability} from '../evidence/evidence.ts';
import {symptoms} from '../symptoms.ts';
import type {Rule} from './rule.ts';

/**
 * EPERM of bpf(2), perf_event_open(2) and setrlimit(2), which has eight causes: what each is worth before anything is known of the host, and
 * the facts that tell them apart. Messages that name one of them outright are in its own file.
 */
export const eperm: readonly Rule[] = [
  {
    cause: 'not-root-or-missing-caps',
    message: symptoms.denied,
    weight: 3,
    facts: [
      clue(1.5, 'the process has none of the capabilities for BPF', (e) => fact(e, /^capabilities: none/m)),
      clue(
        3.5,
        'the limit of locked memory was to be raised, without CAP_SYS_RESOURCE',
        (e) => text(e, /RLIMIT_MEMLOCK/i) && fact(e, /^capabilities: (?!.*cap_sys_resource)/m),
      ),
      clue(2, 'the user is not root', (e) => e.user === 'other'),
      clue(1.5, 'its unit or its owner leaves out capabilities', (e) =>
        fact(
          e,
          /(capabilit|unit|bounding)[^\n]*(without|no|lacks?|missing) cap_|^capabilities: (?!none)(?!.*(sys_admin|bpf|all\b))(?=.*\w)/m,
        ),
      ),
      // libbpf.c, pr_perm_msg: it asked geteuid(). Root of a container or of a unit may lack capabilities, which have causes of their own.
      clue(
        -4,
        'libbpf found that its user is root, which has the capabilities unless a container or a unit takes them',
        (e) => text(e, /permission error while running as root/),
      ),
      clue(-1.8, 'the user is root', (e) => e.user === 'root' && !text(e, /missing|capabilit|CAP_/i)),
      clue(-1.8, 'it runs in a container', (e) => e.container !== 'no'),
      clue(-1.5, 'the sysctl for unprivileged BPF is named', (e) =>
        text(e, /unprivileged_bpf_disabled|bpf\(\) syscall restricted/i),
      ),
      clue(-2.5, 'lockdown is on', (e) =>
        fact(e, /lockdown: (?!\[none\]|none$)[^\n]*(integrity|confid)|secure ?boot: (enabled|on|yes)/m),
      ),
      clue(-1.5, 'a policy is stated', (e) =>
        fact(
          e,
          /selinux: (enabled|enforcing)|getenforce: enforcing|grsec|apparmor: (enforc|enabled)|perf_event_paranoid: [3-9]|unprivileged_bpf_disabled: [12]/,
        ),
      ),
    ],
  },
  {
    cause: 'container-lacks-privileges',
    message: symptoms.denied,
    weight: 2.6,
    facts: [
      clue(2.4, 'it runs in a container or user namespace', (e) => e.container === 'yes'),
      clue(-3, 'the container is privileged', (e) => e.container === 'privileged'),
      clue(
        -4,
        'the capabilities for BPF are there, in the first user namespace',
        (e) =>
          fact(e, /^capabilities: .*(cap_sys_admin|cap_bpf cap_perfmon)/m) && !fact(e, /^container: user namespace/m),
      ),
      clue(
        -3,
        'nothing speaks of a container',
        (e) =>
          e.container === 'no' &&
          !text(e, /privileged|level=(error|fatal)|component=|kube|MEMLOCK may be too low|apply caps/i),
      ),
      clue(
        -3,
        'the runtime or its filter is named',
        (e) => text(e, /seccomp|unknown capability|CapAdd/i) || fact(e, /seccomp/),
      ),
      clue(-1.5, 'the capability that bpf(2) or perf wants was added', withCapability),
    ],
  },
  {
    cause: 'memlock-rlimit-too-low',
    message: symptoms.denied,
    weight: 1.6,
    facts: [
      clue(
        1.2,
        'root is refused outside of a container, on a kernel that counts locked memory',
        (e) => e.user === 'root' && e.container === 'no' && olderThan(e, '5.11') && text(e, /\bmaps?\b/i),
      ),
      clue(
        1.5,
        'the limit is small',
        (e) =>
          (!atLeast(e, '5.11') || isVendorKernel(e)) &&
          /(ulimit -l|memlock|current value|max locked memory)[^\n]*\b((8|16|32|64|128|256|512)(\.0)? ?k|65536|16384|64\b|8192\b|32768)/i.test(
            `${e.text}\n${e.facts}`,
          ),
      ),
      clue(1, 'its unit does not raise the limit', (e) => fact(e, /limitmemlock: (?!infinity|unlimited)/)),
      clue(1.2, 'the kernel still counts BPF memory as locked (before 5.11)', (e) => olderThan(e, '5.11')),
      clue(-3.5, 'since 5.11 BPF memory is not charged to this limit', (e) => atLeast(e, '5.11') && !isVendorKernel(e)),
      clue(-2, 'the limit is off', (e) => fact(e, /(ulimit -l|memlock)[^\n]*(unlimited|infinity|-1)/)),
      clue(-1, 'a normal user can load nothing, whatever the limit', (e) => e.user === 'other'),
    ],
  },
  {
    cause: 'unprivileged-bpf-disabled',
    message: symptoms.denied,
    weight: 1.4,
    facts: [
      clue(2, 'the sysctl is set', (e) => fact(e, /unprivileged_bpf_disabled: [12]/) && e.user !== 'root'),
      clue(-3, 'root is not concerned', (e) => e.user === 'root' && !text(e, /unprivileged_bpf_disabled/i)),
      clue(-3, 'the sysctl is 0', (e) => fact(e, /unprivileged_bpf_disabled: 0/)),
    ],
  },
  {
    cause: 'lsm-policy-denied',
    message: symptoms.denied,
    weight: 1.3,
    facts: [
      clue(-4, 'no such security module is active', (e) =>
        fact(e, /^lsm: (?!.*(selinux|apparmor|smack|tomoyo)).*\bcapability\b/m),
      ),
      clue(-2, 'SELinux does not enforce', (e) => fact(e, /(selinux|getenforce)[^\n]*(permissive|disabled)/)),
    ],
  },
  {
    cause: 'kernel-lockdown',
    message: symptoms.denied,
    weight: 1.1,
    facts: [
      clue(2, 'Secure Boot is on, which many distributions tie to lockdown', (e) =>
        fact(e, /secure[ _]?boot[^\n]*(enabled|on|yes|true)/),
      ),
      clue(-5, 'lockdown is off', (e) => fact(e, /lockdown: (\[none\]|none$)/m)),
      clue(-1.5, 'SELinux enforces, and has a lockdown class of its own', (e) => fact(e, /enforcing/)),
      clue(
        -1,
        'the kernel predates lockdown (5.4)',
        (e) => olderThan(e, '5.0') && !(atLeast(e, '4.17') && /buntu|fedora|debian|pop/i.test(e.distro)),
      ),
    ],
  },
  {
    cause: 'container-runtime-policy',
    message: symptoms.denied,
    weight: 1,
    facts: [
      clue(2.4, 'the capability was added', withCapability),
      clue(2.5, 'a seccomp filter is active', (e) => fact(e, /seccomp: (2|filter|default|runtime)/)),
      clue(-3, 'no seccomp filter is active', (e) => fact(e, /^seccomp: none/m)),
      clue(
        -2,
        'nothing speaks of a runtime',
        (e) =>
          e.container === 'no' &&
          !text(e, /seccomp|docker|runc|CapAdd|apply caps/i) &&
          !fact(e, /seccomp: (2|filter|default)/),
      ),
    ],
  },
  {
    cause: 'perf-event-paranoid',
    message: /perf[_ ]event(_open)?[^\n]*(permission denied|EACCES|not permitted)/,
    weight: 2.2,
    facts: [
      clue(1.8, 'the program holds CAP_PERFMON and is refused all the same', (e) => fact(e, /cap_perfmon/)),
      clue(1.5, 'it is set to 3 or 4', (e) => fact(e, /perf_event_paranoid: [34]/)),
      clue(-2, 'it is low', (e) => fact(e, /perf_event_paranoid: (-1|0|1|below 2)\b/)),
    ],
  },
];
