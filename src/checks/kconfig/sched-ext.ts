import {type Check, pass} from '../check.ts';
import {fromTrialOf} from '../feature/trial.ts';
import {wantOptions} from './option.ts';

export default {
  id: 'kconfig.sched-ext',
  after: 'kconfig.bpf-lsm',
  title: 'sched_ext',
  why: 'Schedulers written in BPF need a kernel with the extensible scheduler class (6.12 and newer can have it).',
  reads: 'a loaded program (--attach), /sys/kernel/sched_ext/state, CONFIG_SCHED_CLASS_EXT',
  sources: ['https://git.kernel.org/torvalds/c/f0e1a0643a59', 'https://docs.kernel.org/scheduler/sched-ext.html'],
  evaluate: (facts) => {
    const {schedExt} = facts.kernel;
    const tried = fromTrialOf('sched-ext', facts);
    if (tried) return tried;
    return schedExt.state === 'known'
      ? pass(schedExt.value, {evidence: [`/sys/kernel/sched_ext/state: ${schedExt.value}`]})
      : wantOptions(facts, 'SCHED_CLASS_EXT');
  },
} satisfies Check;
