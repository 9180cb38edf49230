import {advise} from '../../remedies/remedy.ts';
import {type Cause, clue, describes, knows, says} from '../cause.ts';
import {atLeast, fact, olderThan} from '../evidence/evidence.ts';
import {symptoms} from '../symptoms.ts';

/** As people put it, and as /sys/kernel/security/lockdown shows it: `none [integrity] confidentiality`. */
const lockedDown = /lockdown: (?!\[none\]|none$)[^\n]*(integrity|confidentiality|\bon\b|enabled)/m;

export const kernelLockdown = {
  label: 'kernel-lockdown',
  title: 'Kernel lockdown (usually Secure Boot) restricts BPF or kprobes',
  why: 'With lockdown=confidentiality programs may not read kernel memory (bpf_probe_read is hidden: "unknown func") and kprobes, perf and tracefs are closed; integrity forbids bpf_probe_write_user. Root gets EPERM too, and tools blame other things.',
  remedy: advise(
    'Take lockdown=confidentiality from the kernel command line (lockdown=integrity lets BPF read; no value switches it off), or turn Secure Boot off in the firmware where the distribution ties the two. A kernel that was built to be locked down (CONFIG_LOCK_DOWN_KERNEL_FORCE_*) stays so: boot another. A policy decision, so ask whoever owns the machine.',
    {needsReboot: true},
  ),
  decide: 'cat /sys/kernel/security/lockdown; mokutil --sb-state; dmesg | grep -i lockdown',
  sources: [
    'kernel_lockdown(7)',
    'security/lockdown/lockdown.c: lockdown_param takes integrity and confidentiality, and lock_kernel_down only raises the level',
    'commit 9d1f8be5cf42: bpf under confidentiality',
    'commit 51e1bb9eeaf7: bpf_probe_write_user under integrity',
  ],
  signatures: [
    knows(5.6, /^cured by: lockdown/),
    says(2.2, /unknown func bpf_probe_read_kernel/),
    says(
      4.5,
      /Operation not permitted: '\/sys\/kernel\/(debug|tracing)|\/sys\/kernel\/(debug|tracing)\/\S+['")]*:? Operation not permitted/,
    ),
    says(4, /lockdown/),
    says(7, /Lockdown: [^\n]*(restricted|man kernel_lockdown)/),
    says(
      5.4,
      /kernel[_ ]lock(ed )?down|locked down|lockdown[ =:]+(mode )?['"]?\[?(integrity|confidentiality)|\[(integrity|confidentiality)\]|lockdown (mode|is|enabled|prevents|restrict)|(due to|because of|by|in|under) (kernel )?lockdown/,
    ),
    says(2.8, /unknown func bpf_probe_(read|write)\w*/),
    says(4.6, /cannot use helper bpf_probe_(read|write)\w*/),
    says(2, /secure ?boot/, /shim|signature|unsigned|MOK|vmlinuz|load the kernel first/i),
    says(3.6, /\/proc\/kcore\b[^\n]*not permitted|not permitted[^\n]*\/proc\/kcore|\/dev\/k?mem\b[^\n]*not permitted/),
    says(1.3, symptoms.perfFiltered),
    knows(3, lockedDown),
    describes(/lockdown|secure ?boot/, /bpf|kprobe|perf|trac(e|ing)|ebpf/),
  ],
  clues: [
    clue(
      1.4,
      'distributions tied lockdown to Secure Boot from 5.0 on, at first for all of BPF',
      (e) =>
        e.user === 'root' &&
        e.container === 'no' &&
        atLeast(e, '4.18') &&
        olderThan(e, '5.4') &&
        /ubuntu|fedora|debian/i.test(e.distro),
    ),

    clue(2.6, 'lockdown is on', (e) => fact(e, lockedDown)),
  ],
} satisfies Cause;
