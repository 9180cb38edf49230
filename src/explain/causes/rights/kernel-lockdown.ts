import type {Cause} from '../../in-causes.ts';

/** As people put it, and as /sys/kernel/security/lockdown shows it: `none [integrity] confidentiality`. */
const lockedDown = /lockdown: (?!\[none\]|none$)[^\n]*(integrity|confidentiality|\bon\b|enabled)/m;

export const kernelLockdown = {
  title: 'Kernel lockdown (usually Secure Boot) restricts BPF or kprobes',
  why: 'With lockdown=confidentiality programs may not read kernel memory (bpf_probe_read is hidden: "unknown func") and kprobes, perf and tracefs are closed; integrity forbids bpf_probe_write_user. Root gets EPERM too, and tools blame other things.',
  remedy:
    'Take lockdown=confidentiality from the kernel command line (lockdown=integrity lets BPF read; no value switches it off), or turn Secure Boot off in the firmware where the distribution ties the two. A kernel that was built to be locked down (CONFIG_LOCK_DOWN_KERNEL_FORCE_*) stays so: boot another. A policy decision, so ask whoever owns the machine.',
  reboots: true,
  decide: 'cat /sys/kernel/security/lockdown; mokutil --sb-state; dmesg | grep -i lockdown',
  sources: ['kernel_lockdown(7)', 'commit 9d1f8be5cf42: confidentiality', 'commit 51e1bb9eeaf7: integrity'],
  certain: [
    /kernel[_ ]lock(ed )?down|locked down|lockdown[ =:]+(mode )?['"]?\[?(integrity|confidentiality)|\[(integrity|confidentiality)\]|lockdown (mode|is|enabled|prevents|restrict)|(due to|because of|by|in|under) (kernel )?lockdown/,
  ],
  strong: [
    /\/sys\/kernel\/(debug|tracing)\/\S+['")]*:? Operation not permitted/,
    [/lockdown/, /security\/lockdown['"]?:? No such file|lsm=[^\n]*lockdown/i],
    /cannot use helper bpf_probe_(read|write)\w*/,
  ],
  likely: [/unknown func bpf_probe_(read|write)\w*/, /not permitted[^\n]*\/proc\/kcore/],
  confirms: {'lockdown is on': {fact: lockedDown}},
} satisfies Cause;
