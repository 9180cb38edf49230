import type {Check} from '../check.ts';
import {wantPmu} from './pmu.ts';

export default {
  id: 'kconfig.uprobes',
  after: 'kconfig.kprobes',
  title: 'Uprobes',
  why: 'Programs on functions of user space are attached through them.',
  reads: 'an attached program (--attach), /sys/bus/event_source/devices/uprobe, CONFIG_UPROBE_EVENTS',
  sources: ['https://git.kernel.org/torvalds/c/33ea4b24277b'],
  evaluate: (facts) => wantPmu(facts, 'uprobe'),
} satisfies Check;
