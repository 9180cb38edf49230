import {asRoot} from '../../remedies/remedy.ts';
import {type Check, fail, pass, unseen} from '../check.ts';

export default {
  id: 'sysctl.kptr-restrict',
  after: 'sysctl.perf-paranoid',
  title: 'Kernel addresses visible to root',
  why: 'With kptr_restrict=2 even root sees only zeros in /proc/kallsyms, so tools that look up symbols there find none.',
  reads: 'kernel.kptr_restrict',
  sources: ['https://docs.kernel.org/admin-guide/sysctl/kernel.html#kptr-restrict'],
  evaluate: ({sysctl}) => {
    const value = sysctl['kernel.kptr_restrict'];
    if (value?.state !== 'known') return unseen('the sysctl', value, {expected: '0 or 1'});
    const evidence = [`kernel.kptr_restrict: ${value.value}`];
    return value.value === '2'
      ? fail('hidden from everyone', {
          evidence,
          expected: '0 or 1',
          remedy: asRoot('Let root see kernel addresses until the next boot.', [
            'sysctl',
            '-w',
            'kernel.kptr_restrict=1',
          ]),
        })
      : pass(value.value, {evidence, expected: '0 or 1'});
  },
} satisfies Check;
