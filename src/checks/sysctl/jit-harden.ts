import {asRoot} from '../../remedies/remedy.ts';
import {type Check, fail, pass, unknown, unseen} from '../check.ts';

export default {
  id: 'sysctl.jit-harden',
  after: 'sysctl.ftrace-enabled',
  title: 'JIT hardening',
  why: 'With bpf_jit_harden=2 constants are blinded for root too, which makes programs larger and slower.',
  reads: 'net.core.bpf_jit_harden',
  sources: ['https://docs.kernel.org/admin-guide/sysctl/net.html#bpf-jit-harden'],
  evaluate: ({sysctl}) => {
    const value = sysctl['net.core.bpf_jit_harden'];
    if (value?.state === 'absent') return unknown('the sysctl is only in the first network namespace');
    if (value?.state !== 'known') return unseen('the sysctl', value, {expected: '0 or 1'});
    const evidence = [`net.core.bpf_jit_harden: ${value.value}`];
    return value.value === '2'
      ? fail('for root too', {
          evidence,
          expected: '0 or 1',
          remedy: asRoot('Harden only what users load, until the next boot.', [
            'sysctl',
            '-w',
            'net.core.bpf_jit_harden=1',
          ]),
        })
      : pass(value.value === '1' ? 'for users' : 'off', {evidence});
  },
} satisfies Check;
