import {optionEvidence} from '../../facts/kconfig.ts';
import {type Check, fail, pass} from '../check.ts';
import {fromTrialOf} from '../feature/trial.ts';
import {otherKernel, wantOptions} from './option.ts';

export default {
  id: 'kconfig.uprobes',
  title: 'Uprobes',
  why: 'Programs on functions of user space are attached through them.',
  reads: 'an attached program (--attach), /sys/bus/event_source/devices/uprobe, CONFIG_UPROBE_EVENTS',
  sources: ['https://git.kernel.org/torvalds/c/33ea4b24277b'],
  evaluate: (facts) => {
    const tried = fromTrialOf('uprobe', facts);
    if (tried) return tried;
    const {pmus} = facts.tracing;
    if (pmus.state !== 'known') return wantOptions(facts, 'UPROBE_EVENTS');
    const evidence = [`/sys/bus/event_source/devices: ${pmus.value.join(', ')}`, optionEvidence(facts, 'UPROBES')];
    return pmus.value.includes('uprobe')
      ? pass('the kernel has the uprobe PMU', {evidence})
      : fail('the kernel has no uprobe PMU', {
          evidence,
          expected: '/sys/bus/event_source/devices/uprobe',
          remedy: otherKernel,
        });
  },
} satisfies Check;
