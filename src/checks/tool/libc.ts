import type {Check} from '../check.ts';
import {wantHeader} from './header.ts';

export default {
  id: 'tool.libc',
  after: 'tool.gcc',
  title: "The C library's headers",
  why: 'A compiler without them compiles no program that runs.',
  breaks: 'no program that runs compiles without',
  reads: '/usr/include/stdio.h',
  sources: ['https://packages.debian.org/bookworm/libc6-dev'],
  evaluate: (facts) => wantHeader(facts, 'stdio.h', 'libc-headers'),
} satisfies Check;
