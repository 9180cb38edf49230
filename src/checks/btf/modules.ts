import {optionEvidence} from '../../facts/kconfig.ts';
import {thresholds} from '../../facts/thresholds.ts';
import {advise} from '../../remedies/remedy.ts';
import {type Check, fail, pass, skip, unseen} from '../check.ts';

export default {
  id: 'btf.modules',
  after: 'btf.vmlinux',
  title: 'BTF of modules',
  why: 'fentry and kfuncs in modules are found through the BTF of the module.',
  reads: '/sys/kernel/btf/*, CONFIG_DEBUG_INFO_BTF_MODULES',
  sources: [thresholds.btfModules.source],
  evaluate: (facts) => {
    const {modules} = facts.btf;
    const {config} = facts.kernel;
    const evidence = [optionEvidence(facts, 'DEBUG_INFO_BTF_MODULES'), optionEvidence(facts, 'MODULES')];
    if (modules.state === 'absent') return skip('the kernel has no BTF');
    if (modules.state !== 'known') return unseen('/sys/kernel/btf', modules, {evidence});
    if (modules.value > 0)
      return pass(`${modules.value} loaded modules have it`, {
        evidence: [`/sys/kernel/btf holds ${modules.value} files beside vmlinux`, ...evidence],
      });
    if (config.state === 'unreadable') return unseen('whether the kernel has modules', config, {evidence});
    if (config.state === 'known' && config.value.options.MODULES === undefined)
      return skip('this kernel has no modules');
    return fail('no loaded module has it', {
      evidence,
      expected: 'files beside vmlinux in /sys/kernel/btf',
      remedy: advise('Boot a kernel built with CONFIG_DEBUG_INFO_BTF_MODULES=y (5.11 and newer) if you trace modules.'),
    });
  },
} satisfies Check;
