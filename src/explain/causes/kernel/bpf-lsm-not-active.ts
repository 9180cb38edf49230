import {type Cause, symptoms} from '../../in-causes.ts';

export const bpfLsmNotActive = {
  title: 'BPF LSM is built in but not active',
  why: 'CONFIG_BPF_LSM only compiles it; programs of type LSM run when `bpf` is in the lsm= list of the boot command line (or CONFIG_LSM). Otherwise they load, attach, and are never called.',
  remedy:
    'Add bpf to the list on the kernel command line, keeping what /sys/kernel/security/lsm shows: lsm=landlock,lockdown,yama,integrity,apparmor,bpf. Update the boot loader and reboot.',
  reboots: true,
  decide: 'cat /sys/kernel/security/lsm',
  sources: ['commit fc611f47f218: BPF LSM in 5.7', 'security/Kconfig: CONFIG_LSM'],
  certain: [
    /(BPF[- _]?LSM|bpf lsm|LSM BPF|lsm\/?bpf|lsm hooks?|lsm programs?|bpf-lsm)[^\n]{0,60}(not (enabled|active|supported|available|loaded|in|running|configured|found)|disabled|inactive|missing|unavailable|unsupported|isn't)/,
  ],
  strong: [
    /(enable|add|requires?|needs?|boot(ed)?( with)?|missing|without|no)[^\n]{0,40}(lsm=\S*bpf|bpf (in|to) [^\n]*lsm|BPF[- ]LSM|lsm=)/,
    /\bno (\w+ )?LSM (is )?(enabled|active|found|available|supported)/,
  ],
  likely: [/\bbpf_lsm_\w+|lsm\/\w+/],
  confirms: {'`bpf` is not in the list of active LSMs': {fact: /\blsm: (?!.*\bbpf\b)[\w,]+/}},
  excludes: {
    'it is not even built in':
      /CONFIG_BPF_LSM[^\n]{0,40}(not set|not enabled|=n\b|disabled|missing)|\b(add|enable|missing|lacks|without|needs?|requires?)[^\n]{0,20} CONFIG_BPF_LSM\b|BPF_LSM is not built|doesn't have[^\n]*CONFIG_SECURITY/i,
    'the kernel has no BPF LSM': {fact: /config_bpf_lsm: (not set|n\b|missing|disabled)/},
    'the loader goes on without such programs': (e) =>
      e.says(/LSM programs disabled/i) && e.says(symptoms.programRefused),
    '`bpf` is in the list of active LSMs': (e) => e.fact(/\blsm: .*\bbpf\b/) || e.fact(/lsm support for ebpf active/),
    'nothing speaks of an LSM program': (e) => !/lsm/i.test(e.text + e.command),
  },
} satisfies Cause;
