import {advise} from '../../remedies/remedy.ts';
import {type Cause, clue, knows, says} from '../cause.ts';
import {fact, isOtherArch, text} from '../evidence/evidence.ts';
import {symptoms} from '../symptoms.ts';

export const bpfLsmNotActive = {
  label: 'bpf-lsm-not-active',
  title: 'BPF LSM is built in but not active',
  why: 'CONFIG_BPF_LSM only compiles it; programs of type LSM run when `bpf` is in the lsm= list of the boot command line (or CONFIG_LSM). Otherwise they load, attach, and are never called.',
  remedy: advise(
    'Add bpf to the list on the kernel command line, keeping what /sys/kernel/security/lsm shows: lsm=landlock,lockdown,yama,integrity,apparmor,bpf. Update the boot loader and reboot.',
    {needsReboot: true},
  ),
  decide: 'cat /sys/kernel/security/lsm',
  sources: ['commit fc611f47f218: BPF LSM in 5.7', 'security/Kconfig: CONFIG_LSM'],
  signatures: [
    says(3.8, /support (the )?bpf LSM|LSM BPF|lsm=bpf|lsm=\S*,bpf/),
    says(
      5.2,
      /(BPF[- _]?LSM|bpf lsm|LSM BPF|lsm\/?bpf|lsm hooks?|lsm programs?|bpf-lsm)[^\n]{0,60}(not (enabled|active|supported|available|loaded|in|running|configured|found)|disabled|inactive|missing|unavailable|unsupported|isn't)/,
    ),
    says(
      4.5,
      /(enable|add|requires?|needs?|boot(ed)?( with)?|missing|without|no)[^\n]{0,40}(lsm=\S*bpf|bpf (in|to) [^\n]*lsm|BPF[- ]LSM|lsm=)/,
    ),
    says(4.2, /\bno (\w+ )?LSM (is )?(enabled|active|found|available|supported)/),
    says(4, /CONFIG_(BPF_)?LSM\b|\/sys\/kernel\/security\/lsm/),
    says(2.8, /\bbpf_lsm_\w+|SEC\("lsm|lsm\/\w+/),
    says(3, /lsm[^\n]*(never (invoked|called|trigger|fire)|not (invoked|called|trigger|fire)|no effect|no events)/),
    knows(3.5, /^(config_lsm|lsm|\S*security\/lsm): (?!.*\bbpf\b)[\w,]+/),
  ],
  clues: [
    clue(-3, 'it is not even built in', (e) =>
      text(
        e,
        /CONFIG_BPF_LSM[^\n]{0,40}(not set|not enabled|=n\b|disabled|missing)|\b(add|enable|missing|lacks|without|needs?|requires?)[^\n]{0,20} CONFIG_BPF_LSM\b|BPF_LSM is not built|doesn't have[^\n]*CONFIG_SECURITY/i,
      ),
    ),
    clue(-2.5, 'its functions are not in BTF: it is not built in', (e) => text(e, symptoms.lsmHookNotInBtf)),
    clue(
      -2.5,
      'hooks by trampoline are a matter of the architecture here',
      (e) => isOtherArch(e) && (text(e, symptoms.notSupported524) || text(e, /Failed to link[^\n]*LSM BPF program/i)),
    ),
    clue(-3, 'it is not even built in', (e) => fact(e, /config_bpf_lsm: (not set|n\b|missing|disabled)/)),
    clue(2.5, '`bpf` is not in the list of active LSMs', (e) => fact(e, /\blsm: (?!.*\bbpf\b)[\w,]+/)),
    clue(
      -3.5,
      '`bpf` is in the list of active LSMs',
      (e) => fact(e, /\blsm: .*\bbpf\b/) || fact(e, /lsm support for ebpf active/),
    ),
    clue(-2.5, 'nothing speaks of an LSM program', (e) => !/lsm/i.test(e.text + e.command)),
  ],
} satisfies Cause;
