import {type Check, pass} from '../check.ts';
import {fromTrialOf} from '../feature/trial.ts';
import {wantOptions} from './option.ts';

export default {
  id: 'kconfig.tracepoints',
  after: 'kconfig.debug-info',
  title: 'Tracepoints',
  why: 'Tracepoints are the stable places to attach to.',
  reads:
    'an attached program (--attach), tracefs events/sched/sched_process_exec/id, CONFIG_TRACEPOINTS, CONFIG_BPF_EVENTS',
  sources: ['https://git.kernel.org/torvalds/c/98b5c2c65c29'],
  evaluate: (facts) => {
    const tried = fromTrialOf('tracepoint', facts);
    if (tried) return tried;
    const {directory} = facts.tracing;
    return directory.state === 'known'
      ? pass('there', {evidence: [`${directory.value}/events/sched/sched_process_exec/id exists`]})
      : wantOptions(facts, 'TRACEPOINTS', 'BPF_EVENTS');
  },
} satisfies Check;
