import {type Check, pass} from '../check.ts';
import {wantOptions} from './option.ts';

export default {
  id: 'kconfig.tracepoints',
  title: 'Tracepoints',
  why: 'Tracepoints are the stable places to attach to.',
  reads: 'tracefs events/sched/sched_process_exec/id, CONFIG_TRACEPOINTS, CONFIG_BPF_EVENTS',
  sources: ['https://git.kernel.org/torvalds/c/98b5c2c65c29'],
  evaluate: (facts) => {
    const {directory} = facts.tracing;
    return directory.state === 'known'
      ? pass('there', {evidence: [`${directory.value}/events/sched/sched_process_exec/id exists`]})
      : wantOptions(facts, 'TRACEPOINTS', 'BPF_EVENTS');
  },
} satisfies Check;
