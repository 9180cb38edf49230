import {valueIfKnown} from '../../facts/fact.ts';
import {kernelOption, optionEvidence} from '../../facts/kconfig.ts';
import {advise} from '../../remedies/remedy.ts';
import {type Check, fail, pass, unknown} from '../check.ts';
import {otherKernel} from './option.ts';

export default {
  id: 'kconfig.bpf-lsm',
  after: 'kconfig.ikheaders',
  title: 'BPF LSM active',
  why: 'LSM programs load and attach without it, and are then never called: bpf must be in the list of active LSMs.',
  reads: '/sys/kernel/security/lsm; else lsm= on the command line, CONFIG_LSM, CONFIG_BPF_LSM',
  sources: ['https://git.kernel.org/torvalds/c/fc611f47f218', 'https://docs.kernel.org/bpf/prog_lsm.html'],
  evaluate: (facts) => {
    const expected = 'bpf among the active LSMs';
    const built = kernelOption(facts, 'BPF_LSM');
    const active = valueIfKnown(facts.security.lsm);
    if (active) {
      const evidence = [`/sys/kernel/security/lsm: ${active.join(',')}`, optionEvidence(facts, 'BPF_LSM')];
      return active.includes('bpf')
        ? pass('active', {evidence, expected})
        : fail('not in the list', {evidence, expected, remedy: built === 'unset' ? otherKernel : addToList(active)});
    }
    // Without securityfs: the command line outranks the list that was built in.
    const given = /(?:^|\s)lsm=(\S+)/.exec(valueIfKnown(facts.kernel.cmdline) ?? '')?.[1];
    const list = (given ?? kernelOption(facts, 'LSM'))?.split(',');
    const evidence = [
      "/sys/kernel/security/lsm can't be read",
      given ? `command line: lsm=${given}` : optionEvidence(facts, 'LSM'),
      optionEvidence(facts, 'BPF_LSM'),
    ];
    if (built === undefined || list === undefined)
      return unknown('securityfs is not mounted, and nothing else tells', {evidence, expected});
    if (built === 'unset') return fail('not built in', {source: 'kconfig', evidence, expected, remedy: otherKernel});
    return list.includes('bpf')
      ? pass('in the list to be active', {source: 'kconfig', evidence, expected})
      : fail('not in the list', {source: 'kconfig', evidence, expected, remedy: addToList(list)});
  },
} satisfies Check;

const addToList = (list: readonly string[]) =>
  advise(
    `Boot with lsm=${[...list.filter((name) => name !== 'capability'), 'bpf'].join(',')} on the kernel's command line.`,
    {needsReboot: true},
  );
