import {advise} from '../../remedies/remedy.ts';
import {type Cause, clue, describes, knows, noted, ran, says} from '../cause.ts';
import {type Evidence, fact, text} from '../evidence/evidence.ts';
import {either, lacking} from '../phrases.ts';
import {symptoms} from '../symptoms.ts';

const enforces = (e: Evidence): boolean =>
  fact(
    e,
    /(selinux|sestatus|apparmor|getenforce|grsec)[^\n]*(enforc|enabled|true|on\b|(?<!in)active|(?<!un)confined)|current mode: enforcing|apparmor[^\n:]*: (docker-default|cri-containerd|profile|snap)/,
  );

export const lsmPolicyDenied = {
  label: 'lsm-policy-denied',
  title: 'A security policy (SELinux, AppArmor, snap, grsecurity) denies it',
  why: 'Root and capabilities are there, but a mandatory policy says no: SELinux class bpf or lockdown, the AppArmor profile of a container or snap, grsecurity. It shows in the audit log, not in the message.',
  remedy: advise(
    'Look up the denial (`ausearch -m AVC -ts recent`, `dmesg | grep DENIED`), then allow just that: a policy module by audit2allow, a profile change, or the unconfined build instead of the snap. Permissive mode confirms it.',
  ),
  decide: 'dmesg | grep -iE "avc|apparmor.*DENIED"; getenforce; aa-status',
  sources: [
    'security/selinux/hooks.c: selinux_bpf',
    'snapcraft: confinement',
    'commit 59438b46471a: SELinux lockdown class',
    'moby profiles/apparmor/template.go: docker-default denies writing below /sys/fs, cgroup aside',
  ],
  signatures: [
    knows(5.6, /^cured by: policy/),
    says(4.2, /\bsnap\.\w+|because of confinement|confinement|snap-confine/),
    ran(3, /(^|\s)\/snap\/bin\//),
    says(7, /avc: +denied|type=AVC|apparmor="?DENIED/),
    says(
      4.5,
      /(SELinux|AppArmor|seLinux|grsec(urity)?)[^\n]{0,50}(den(y|ies|ied)|block\w{0,20}|prevent\w{0,20}|polic\w{1,40}|enforc\w{1,40}|restrict\w{0,20}|profile|confin\w{0,20}|disallow\w{0,20})|(den(y|ies|ied)|block\w{0,20}|prevent\w{0,20})[^\n]{0,30}(SELinux|AppArmor|grsec\w{0,20})/,
    ),
    says(3, /\b(selinux|apparmor|grsec|yama|tomoyo|smack)\b/),
    says(
      4,
      /\/snap\/[^\n]*|snap (package|version|install|connect)|strict(ly)? confine|confined \(?(e\.g\.|like)? ?snap/,
      /Make sure you have all the required permissions and are not confined/i,
    ),
    says(2.8, /unknown func bpf_probe_read\w*/),
    says(4.6, symptoms.policyDenied),
    says(3.6, /(mkdir|create|open|write)[^\n]*\/sys\/fs\/bpf[^\n]*permission denied/, (e) => e.container === 'no'),
    says(1.6, symptoms.tracingDenied),
    says(2, /permission denied|\bEACCES\b|os error 13\b/, (e) => !enforces(e)),
    knows(3, /grsec\w*: (enabled|on|yes)/),
    noted(1.2, /(selinux|sestatus|getenforce|apparmor)[^\n]*: enforc|\bsnap\b/),
    describes(
      /selinux|apparmor|grsec|snap\b|confined/,
      /bpf|bpftrace|perf|kprobe|trac(e|ing)/,
      either(lacking, /den|block|confin|enforc|EACCES/),
    ),
  ],
  clues: [
    clue(-3, 'the program reads beyond the record of the tracepoint', (e) => text(e, symptoms.recordTooShort)),
    clue(2.4, 'SELinux or AppArmor enforces', enforces),
    clue(2, 'the program is a snap', (e) => /snap/.test(e.command) || fact(e, /\bsnap\b/)),
  ],
} satisfies Cause;
