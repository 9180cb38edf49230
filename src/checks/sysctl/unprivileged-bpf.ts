import {type Check, pass, unseen} from '../check.ts';

const meaning = new Map([
  ['0', 'users may load some programs'],
  ['1', 'users may not, until the next boot'],
  ['2', 'users may not; root can allow it'],
]);

export default {
  id: 'sysctl.unprivileged-bpf',
  title: 'Unprivileged BPF',
  why: 'It decides what a user without capabilities may load; tracing programs are never among it.',
  reads: 'kernel.unprivileged_bpf_disabled',
  sources: [
    'https://git.kernel.org/torvalds/c/08389d888287',
    'https://docs.kernel.org/admin-guide/sysctl/kernel.html#unprivileged-bpf-disabled',
  ],
  evaluate: ({sysctl}) => {
    const value = sysctl['kernel.unprivileged_bpf_disabled'];
    if (value?.state !== 'known') return unseen('the sysctl', value);
    return pass(meaning.get(value.value) ?? value.value, {
      evidence: [`kernel.unprivileged_bpf_disabled: ${value.value}`],
    });
  },
} satisfies Check;
