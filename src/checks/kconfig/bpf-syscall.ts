import {type Check, pass} from '../check.ts';
import {wantOptions} from './option.ts';

export default {
  id: 'kconfig.bpf-syscall',
  after: 'kconfig.readable',
  title: 'bpf() system call',
  why: 'Without CONFIG_BPF_SYSCALL the kernel has no eBPF for anyone.',
  breaks: 'no eBPF for anyone without it',
  reads: '/proc/sys/kernel/unprivileged_bpf_disabled, CONFIG_BPF_SYSCALL',
  sources: [
    'https://git.kernel.org/torvalds/c/1be7f75d1668',
    'https://github.com/iovisor/bcc/blob/master/docs/kernel_config.md',
  ],
  evaluate: (facts) => {
    // The sysctl is compiled in with CONFIG_BPF_SYSCALL and with nothing else.
    const sysctl = facts.sysctl['kernel.unprivileged_bpf_disabled'];
    return sysctl?.state === 'known'
      ? pass('there', {evidence: [`/proc/sys/kernel/unprivileged_bpf_disabled: ${sysctl.value}`]})
      : wantOptions(facts, 'BPF_SYSCALL');
  },
} satisfies Check;
