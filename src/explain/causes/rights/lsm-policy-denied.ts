import {type Cause, type Evidence, symptoms} from '../../in-causes.ts';

const enforces = (e: Evidence): boolean =>
  e.fact(
    /(selinux|sestatus|apparmor|getenforce|grsec)[^\n]*(enforc|enabled|true|on\b|(?<!in)active|(?<!un)confined)|current mode: enforcing|apparmor[^\n:]*: (docker-default|cri-containerd|profile|snap)/,
  );

export const lsmPolicyDenied = {
  title: 'A security policy (SELinux, AppArmor, snap, grsecurity) denies it',
  why: 'Root and capabilities are there, but a mandatory policy says no: SELinux class bpf or lockdown, the AppArmor profile of a container or snap, grsecurity. It shows in the audit log, not in the message.',
  remedy:
    'Look up the denial (`ausearch -m AVC -ts recent`, `dmesg | grep DENIED`), then allow just that: a policy module by audit2allow, a profile change, or the unconfined build instead of the snap. Permissive mode confirms it.',
  decide: 'dmesg | grep -iE "avc|apparmor.*DENIED"; getenforce; aa-status',
  sources: ['security/selinux/hooks.c: selinux_bpf', 'commit 59438b46471a: SELinux lockdown class'],
  certain: [/avc: +denied|type=AVC|apparmor="?DENIED/],
  strong: [
    /\bsnap\.\w+|because of confinement|confinement|snap-confine/,
    /(SELinux|AppArmor|seLinux|grsec(urity)?)[^\n]{0,50}(den(y|ies|ied)|block\w{0,20}|prevent\w{0,20}|polic\w{1,40}|enforc\w{1,40}|restrict\w{0,20}|profile|confin\w{0,20}|disallow\w{0,20})/,
    symptoms.policyDenied,
  ],
  likely: [/unknown func bpf_probe_read\w*/],
  hint: [
    [/permission denied/, (e) => !enforces(e)],
    {noted: /(selinux|sestatus|getenforce|apparmor)[^\n]*: enforc|\bsnap\b/},
  ],
  confirms: {'SELinux or AppArmor enforces': enforces},
  suggests: {'the program is a snap': (e) => /snap/.test(e.command) || e.fact(/\bsnap\b/)},
} satisfies Cause;
