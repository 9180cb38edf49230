import type {Check} from '../check.ts';
import {wantTool} from './presence.ts';

export default {
  id: 'tool.bpftrace',
  after: 'tool.python3-bpfcc',
  title: 'bpftrace',
  why: 'Its scripts are compiled and run by it alone; no headers and no other compiler are needed.',
  breaks: 'compiles and runs its scripts',
  reads: 'bpftrace in PATH',
  sources: ['https://github.com/bpftrace/bpftrace/blob/master/INSTALL.md'],
  evaluate: (facts) => wantTool(facts, 'bpftrace', 'bpftrace'),
} satisfies Check;
