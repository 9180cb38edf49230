import {asRoot} from '../../remedies/remedy.ts';
import {type Check, fail, pass, skip, unseen} from '../check.ts';

export default {
  id: 'sysctl.ftrace-enabled',
  after: 'sysctl.kptr-restrict',
  title: 'ftrace on',
  why: 'With kernel.ftrace_enabled=0 nothing can be attached to functions through ftrace.',
  reads: 'kernel.ftrace_enabled',
  sources: ['https://docs.kernel.org/admin-guide/sysctl/kernel.html#ftrace-enabled'],
  evaluate: ({sysctl}) => {
    const value = sysctl['kernel.ftrace_enabled'];
    if (value?.state === 'absent') return skip('this kernel has no function tracing');
    if (value?.state !== 'known') return unseen('the sysctl', value, {expected: '1'});
    const evidence = [`kernel.ftrace_enabled: ${value.value}`];
    return value.value === '0'
      ? fail('off', {
          evidence,
          expected: '1',
          remedy: asRoot('Turn ftrace on until the next boot.', ['sysctl', '-w', 'kernel.ftrace_enabled=1']),
        })
      : pass('on', {evidence});
  },
} satisfies Check;
