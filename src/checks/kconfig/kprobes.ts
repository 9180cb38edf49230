import {optionEvidence} from '../../facts/kconfig.ts';
import {type Check, fail, pass} from '../check.ts';
import {fromTrialOf} from '../feature/trial.ts';
import {otherKernel, wantOptions} from './option.ts';

export default {
  id: 'kconfig.kprobes',
  title: 'Kprobes',
  why: 'A kprobe program loads on a kernel without kprobes and only fails when it is attached.',
  reads: 'an attached program (--attach), /sys/bus/event_source/devices/kprobe, CONFIG_KPROBE_EVENTS',
  sources: ['https://git.kernel.org/torvalds/c/e12f03d7031a'],
  evaluate: (facts) => {
    const tried = fromTrialOf('kprobe', facts);
    if (tried) return tried;
    const {pmus} = facts.tracing;
    if (pmus.state !== 'known') return wantOptions(facts, 'KPROBE_EVENTS');
    const evidence = [`/sys/bus/event_source/devices: ${pmus.value.join(', ')}`, optionEvidence(facts, 'KPROBES')];
    return pmus.value.includes('kprobe')
      ? pass('the kernel has the kprobe PMU', {evidence})
      : fail('the kernel has no kprobe PMU', {
          evidence,
          expected: '/sys/bus/event_source/devices/kprobe',
          remedy: otherKernel,
        });
  },
} satisfies Check;
