import {hasCapability} from '../../facts/capabilities.ts';
import {valueIfKnown} from '../../facts/fact.ts';
import {asRoot} from '../../remedies/remedy.ts';
import {type Check, fail, pass, unknown} from '../check.ts';

export default {
  id: 'sysctl.perf-paranoid',
  title: 'perf_event_paranoid',
  why: "The values 3 and 4 of Debian's and Ubuntu's patch keep perf events from users who only hold CAP_PERFMON.",
  reads: 'kernel.perf_event_paranoid, CapEff',
  sources: [
    'https://docs.kernel.org/admin-guide/sysctl/kernel.html#perf-event-paranoid',
    'https://github.com/falcosecurity/falco-website/issues/1015',
  ],
  evaluate: ({sysctl, privileges}) => {
    const value = sysctl['kernel.perf_event_paranoid'];
    if (value?.state !== 'known') return unknown('the sysctl could not be read', {expected: '2 or less'});
    const evidence = [`kernel.perf_event_paranoid: ${value.value}`];
    const mask = valueIfKnown(privileges.capEffective);
    if (Number(value.value) <= 2) return pass(value.value, {evidence, expected: '2 or less'});
    if (mask && hasCapability(mask, 'CAP_SYS_ADMIN'))
      return pass(`${value.value}, which does not bind CAP_SYS_ADMIN`, {evidence});
    return fail(value.value, {
      evidence,
      expected: '2 or less',
      remedy: asRoot('Lower it until the next boot.', ['sysctl', '-w', 'kernel.perf_event_paranoid=2']),
    });
  },
} satisfies Check;
