import type {Check} from '../check.ts';
import {wantPmu} from './pmu.ts';

export default {
  id: 'kconfig.kprobes',
  after: 'kconfig.syscall-tracepoints',
  title: 'Kprobes',
  why: 'A kprobe program loads on a kernel without kprobes and only fails when it is attached.',
  breaks: 'kprobe programs cannot attach',
  reads: 'an attached program (--attach), /sys/bus/event_source/devices/kprobe, CONFIG_KPROBE_EVENTS',
  sources: ['https://git.kernel.org/torvalds/c/e12f03d7031a'],
  evaluate: (facts) => wantPmu(facts, 'kprobe'),
} satisfies Check;
