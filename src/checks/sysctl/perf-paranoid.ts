import {hasCapability} from '../../facts/capabilities.ts';
import {asRoot} from '../../remedies/remedy.ts';
import {type Check, fail, pass, unseen} from '../check.ts';

export default {
  id: 'sysctl.perf-paranoid',
  after: 'sysctl.unprivileged-bpf',
  title: 'perf_event_paranoid',
  why: "The values 3 and 4 of Debian's and Ubuntu's patch keep perf events from users who only hold CAP_PERFMON.",
  reads: 'kernel.perf_event_paranoid, CapEff',
  sources: [
    'https://docs.kernel.org/admin-guide/sysctl/kernel.html#perf-event-paranoid',
    'https://github.com/falcosecurity/falco-website/issues/1015',
  ],
  evaluate: ({sysctl, privileges}) => {
    const value = sysctl['kernel.perf_event_paranoid'];
    if (value?.state !== 'known') return unseen('the sysctl', value, {expected: '2 or less'});
    const evidence = [`kernel.perf_event_paranoid: ${value.value}`];
    if (Number(value.value) <= 2) return pass(value.value, {evidence, expected: '2 or less'});
    const {capEffective} = privileges;
    if (capEffective.state !== 'known')
      return unseen('whether this user is bound by it', capEffective, {evidence, expected: '2 or less'});
    if (hasCapability(capEffective.value, 'CAP_SYS_ADMIN'))
      return pass(`${value.value}, which does not bind CAP_SYS_ADMIN`, {evidence});
    return fail(value.value, {
      evidence,
      expected: '2 or less',
      remedy: asRoot('Lower perf_event_paranoid until the next boot.', [
        'sysctl',
        '-w',
        'kernel.perf_event_paranoid=2',
      ]),
    });
  },
} satisfies Check;
