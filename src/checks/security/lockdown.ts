import {valueIfKnown} from '../../facts/fact.ts';
import type {Facts} from '../../facts/facts.ts';
import {kernelOption, noConfig, optionEvidence} from '../../facts/kconfig.ts';
import {advise} from '../../remedies/remedy.ts';
import {type Check, fail, type Outcome, pass, unknown} from '../check.ts';

export default {
  id: 'security.lockdown',
  title: 'Kernel lockdown',
  why: 'Lockdown in confidentiality mode keeps even root from kprobes, perf and reading kernel memory in BPF; integrity mode only from bpf_probe_write_user.',
  reads:
    "/sys/kernel/security/lockdown; where securityfs is not mounted: the kernel's log, lockdown= on its command line, CONFIG_LOCK_DOWN_KERNEL_FORCE_*",
  sources: ['https://git.kernel.org/torvalds/c/9d1f8be5cf42', 'https://git.kernel.org/torvalds/c/51e1bb9eeaf7'],
  evaluate: (facts) => {
    const {lockdown} = facts.security;
    return lockdown.state === 'known'
      ? judge(lockdown.value, [`/sys/kernel/security/lockdown: ${lockdown.value}`])
      : fallBack(facts);
  },
} satisfies Check;

const expected = 'none or integrity';

const judge = (mode: string, evidence: readonly string[], source: 'file' | 'kconfig' = 'file'): Outcome =>
  mode === 'confidentiality'
    ? fail(mode, {evidence, expected, source, remedy})
    : pass(mode === 'integrity' ? 'integrity: tracing is allowed' : mode, {evidence, expected, source});

/** Without securityfs: what forces a mode is a lower bound, and the log says whether any is on. */
const fallBack = (facts: Facts): Outcome => {
  const {lockdown} = facts.security;
  const cmdline = /(?:^|\s)lockdown=(integrity|confidentiality)/.exec(valueIfKnown(facts.kernel.cmdline) ?? '')?.[1];
  const log = valueIfKnown(facts.security.lockdownLog);
  const forced = (['CONFIDENTIALITY', 'INTEGRITY'] as const).find(
    (mode) => kernelOption(facts, `LOCK_DOWN_KERNEL_FORCE_${mode}`) === 'y',
  );
  const evidence = [
    `/sys/kernel/security/lockdown cannot be read (${lockdown.state === 'unreadable' ? lockdown.reason : 'securityfs is not mounted'})`,
    ...(log === undefined ? [] : [`kernel log: ${log.split('\n').at(-1)}`]),
    ...(forced ? [optionEvidence(facts, `LOCK_DOWN_KERNEL_FORCE_${forced}`)] : []),
    ...(facts.kernel.config.state === 'unreadable' ? [noConfig(facts)] : []),
  ];
  if (cmdline === 'confidentiality') return judge(cmdline, [...evidence, `command line: lockdown=${cmdline}`]);
  if (forced === 'CONFIDENTIALITY') return judge('confidentiality', evidence, 'kconfig');
  if (cmdline ?? forced) return judge('integrity', evidence, cmdline ? 'file' : 'kconfig');
  if (kernelOption(facts, 'SECURITY_LOCKDOWN_LSM') === 'unset') {
    return judge('none', [...evidence, optionEvidence(facts, 'SECURITY_LOCKDOWN_LSM')], 'kconfig');
  }
  if (log !== undefined && !/locked down/i.test(log) && /Linux version/.test(log)) return judge('none', evidence);
  return unknown('its file cannot be read, and nothing else tells', {
    evidence,
    expected,
    remedy: advise('Mount it and look again: mount -t securityfs securityfs /sys/kernel/security'),
  });
};

const remedy = advise(
  'Boot with lockdown=integrity or lockdown=none; where Secure Boot turns confidentiality on, that means turning Secure Boot off.',
  {needsReboot: true},
);
