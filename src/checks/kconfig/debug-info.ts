import {kernelOption, noConfig, optionEvidence} from '../../facts/kconfig.ts';
import {type Check, fail, pass, unknown} from '../check.ts';
import {otherKernel} from './option.ts';

/** DWARF variants; each selects CONFIG_DEBUG_INFO. */
const options = ['DEBUG_INFO', 'DEBUG_INFO_DWARF4', 'DEBUG_INFO_DWARF5', 'DEBUG_INFO_DWARF_TOOLCHAIN_DEFAULT'];

export default {
  id: 'kconfig.debug-info',
  after: 'kconfig.bpf-jit',
  title: 'Kernel built with debug information',
  why: "BTF is made from the kernel's debug information; a kernel built without it can't have BTF.",
  reads: 'CONFIG_DEBUG_INFO, CONFIG_DEBUG_INFO_DWARF*',
  sources: ['https://docs.kernel.org/bpf/btf.html'],
  evaluate: (facts) => {
    if (facts.kernel.config.state !== 'known') return unknown(noConfig(facts), {source: 'kconfig'});
    const set = options.find((name) => kernelOption(facts, name) === 'y');
    return set
      ? pass(`CONFIG_${set}=y`, {source: 'kconfig', evidence: [optionEvidence(facts, set)]})
      : fail('CONFIG_DEBUG_INFO is not set', {
          source: 'kconfig',
          evidence: [optionEvidence(facts, 'DEBUG_INFO')],
          expected: 'CONFIG_DEBUG_INFO=y',
          remedy: otherKernel,
        });
  },
} satisfies Check;
