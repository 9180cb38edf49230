import {asRoot} from '../../remedies/remedy.ts';
import {type Check, fail, pass} from '../check.ts';
import {wantOptions} from './option.ts';

export default {
  id: 'kconfig.bpf-jit',
  after: 'kconfig.bpf-syscall',
  title: 'BPF JIT compiler',
  why: 'Without the JIT programs are interpreted: slow, and without kfuncs and trampolines (fentry, LSM).',
  reads: '/proc/sys/net/core/bpf_jit_enable, CONFIG_BPF_JIT',
  sources: ['https://docs.kernel.org/admin-guide/sysctl/net.html#bpf-jit-enable'],
  evaluate: (facts) => {
    // The file is only in the first network namespace, so that its absence proves nothing.
    const enabled = facts.sysctl['net.core.bpf_jit_enable'];
    if (enabled?.state !== 'known') return wantOptions(facts, 'BPF_JIT');
    const evidence = [`net.core.bpf_jit_enable: ${enabled.value}`];
    return enabled.value === '0'
      ? fail('compiled in, turned off', {
          evidence,
          expected: 'net.core.bpf_jit_enable = 1',
          remedy: asRoot('Turn the BPF JIT on until the next boot.', ['sysctl', '-w', 'net.core.bpf_jit_enable=1']),
        })
      : pass('on', {evidence});
  },
} satisfies Check;
