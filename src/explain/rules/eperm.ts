import type {Speaks} from '../cause.ts';
import type {Label} from '../label.ts';
import {bcc} from '../messages/tools.ts';
import {anyOf} from '../printed.ts';
import {mapDenied, symptoms} from '../symptoms.ts';

const {denied} = symptoms;

/**
 * EPERM of bpf(2), perf_event_open(2) and setrlimit(2), which has eight causes: what each is worth before anything is known of the host, and
 * the facts that tell them apart. Messages that name one of them outright are in its own file.
 */
export const eperm: Readonly<Partial<Record<Label, Speaks>>> = {
  'not-root-or-missing-caps': {
    likely: [denied],
    confirms: {
      'the limit of locked memory was to be raised, without CAP_SYS_RESOURCE': (e) =>
        e.says(/RLIMIT_MEMLOCK/i) && e.fact(/^capabilities: (?!.*cap_sys_resource)/m),
    },
    suggests: {
      'the user is not root': (e) => e.user === 'other',
      'the process has none of the capabilities for BPF': {fact: /^capabilities: none/m},
      'its unit or its owner leaves out capabilities': {
        fact: /(capabilit|unit|bounding)[^\n]*(without|no|lacks?|missing) cap_|^capabilities: (?!none)(?!.*(sys_admin|bpf|all\b))(?=.*\w)/m,
      },
    },
    doubts: {
      'the user is root': (e) => e.user === 'root' && !e.says(/missing|capabilit|CAP_/i),
      'it runs in a container': (e) => e.container !== 'no',
      'the sysctl for unprivileged BPF is named': /unprivileged_bpf_disabled|bpf\(\) syscall restricted/i,
      'a policy is stated': {
        fact: /selinux: (enabled|enforcing)|getenforce: enforcing|grsec|apparmor: (enforc|enabled)|perf_event_paranoid: [3-9]|unprivileged_bpf_disabled: [12]/,
      },
    },
    excludes: {
      'BCC says so of every EPERM, and the user is root, in no container': (e) =>
        e.says(anyOf(bcc.root)) && e.fact(/^user: root/m) && e.container === 'no',
      // libbpf.c, pr_perm_msg: it asked geteuid(). Root of a container or of a unit may lack capabilities, which have causes of their own.
      'libbpf found that its user is root, which has the capabilities unless a container or a unit takes them':
        /permission error while running as root/,
      'lockdown is on': {fact: /lockdown: (?!\[none\]|none$)[^\n]*(integrity|confid)|secure ?boot: (enabled|on|yes)/m},
    },
  },
  'container-lacks-privileges': {
    likely: [denied],
    confirms: {'it runs in a container or user namespace': (e) => e.container === 'yes'},
    doubts: {'the capability that bpf(2) or perf wants was added': (e) => e.withCapability()},
    excludes: {
      'the container is privileged': (e) => e.container === 'privileged',
      'the capabilities for BPF are there, in the first user namespace': (e) =>
        e.fact(/^capabilities: .*(cap_sys_admin|cap_bpf cap_perfmon)/m) && !e.fact(/^container: user namespace/m),
      'nothing speaks of a container': (e) =>
        e.container === 'no' &&
        !e.says(/privileged|level=(error|fatal)|component=|kube|apply caps/i) &&
        // cilium/ebpf says so of any EPERM, and is at home in containers.
        !(e.user !== 'root' && e.says(/MEMLOCK may be too low/)),
      'the runtime or its filter is named': (e) => e.says(/seccomp|unknown capability|CapAdd/i) || e.fact(/seccomp/),
    },
  },
  'memlock-rlimit-too-low': {
    hint: [denied],
    suggests: {
      'root is refused outside of a container, on a kernel that counts locked memory': (e) =>
        e.user === 'root' && e.container === 'no' && !e.atLeast('5.11') && e.says(/\bmaps?\b/i),
      'the limit is small': (e) =>
        (!e.atLeast('5.11') || e.isVendorKernel()) &&
        /(ulimit -l|memlock|current value|max locked memory)[^\n]*\b((8|16|32|64|128|256|512)(\.0)? ?k|65536|16384|64\b|8192\b|32768)/i.test(
          `${e.text}\n${e.facts}`,
        ),
      'its unit does not raise the limit': {fact: /limitmemlock: (?!infinity|unlimited)/},
      'the kernel still counts BPF memory as locked (before 5.11)': (e) => e.olderThan('5.11'),
    },
    doubts: {
      'the limit is off': {fact: /(ulimit -l|memlock)[^\n]*(unlimited|infinity|-1)/},
      'a normal user can load nothing, whatever the limit': (e) => e.user === 'other',
    },
    excludes: {
      'since 5.11 BPF memory is not charged to this limit': (e) => e.atLeast('5.11') && !e.isVendorKernel(),
    },
  },
  'unprivileged-bpf-disabled': {
    hint: [denied],
    suggests: {'the sysctl is set': (e) => e.fact(/unprivileged_bpf_disabled: [12]/) && e.user !== 'root'},
    excludes: {
      'root is not concerned': (e) => e.user === 'root' && !e.says(/unprivileged_bpf_disabled/i),
      'the sysctl is 0': {fact: /unprivileged_bpf_disabled: 0/},
    },
  },
  'lsm-policy-denied': {
    hint: [denied],
    doubts: {'SELinux does not enforce': {fact: /(selinux|getenforce)[^\n]*(permissive|disabled)/}},
    excludes: {
      'no such security module is active': {fact: /^lsm: (?!.*(selinux|apparmor|smack|tomoyo)).*\bcapability\b/m},
    },
  },
  'kernel-lockdown': {
    hint: [denied],
    suggests: {
      'Secure Boot is on, which many distributions tie to lockdown': {
        fact: /secure[ _]?boot[^\n]*(enabled|on|yes|true)/,
      },
    },
    doubts: {
      'root was refused, and no lockdown was seen': (e) =>
        e.fact(/^uid: 0$/m) && !e.fact(/^lockdown: /m) && !e.says(/cannot use helper bpf_probe/),
      'SELinux enforces, and has a lockdown class of its own': {fact: /enforcing/},
      'lockdown closes helpers and probes, not maps': (e) => !e.olderThan('5.4') && mapDenied.test(e.text),
      'the kernel predates lockdown (5.4)': (e) =>
        e.olderThan('5.0') && !(e.atLeast('4.17') && /buntu|fedora|debian|pop/i.test(e.distro)),
    },
    excludes: {'lockdown is off': {fact: /lockdown: (\[none\]|none$)/m}},
  },
  'container-runtime-policy': {
    hint: [denied],
    confirms: {
      'the capability was added': (e) => e.withCapability(),
      'a seccomp filter is active': {fact: /seccomp: (2|filter|default|runtime)/},
    },
    doubts: {
      'nothing speaks of a runtime': (e) =>
        e.container === 'no' &&
        !e.says(/seccomp|docker|runc|CapAdd|apply caps/i) &&
        !e.fact(/seccomp: (2|filter|default)/),
    },
    excludes: {'no seccomp filter is active': {fact: /^seccomp: none/m}},
  },
  'perf-event-paranoid': {
    hint: [/perf[_ ]event(_open)?[^\n]*(permission denied|EACCES|not permitted)/],
    suggests: {
      'the program holds CAP_PERFMON and is refused all the same': {fact: /cap_perfmon/},
      'it is set to 3 or 4': {fact: /perf_event_paranoid: [34]/},
    },
    doubts: {'it is low': {fact: /perf_event_paranoid: (-1|0|1|below 2)\b/}},
  },
};
