import {include} from '../../facts/toolchain.ts';
import {type Check, fail, install, pass, unknown} from '../check.ts';

export default {
  id: 'tool.libc',
  title: "The C library's headers",
  why: 'A compiler without them compiles no program that runs.',
  reads: '/usr/include/stdio.h',
  sources: ['https://packages.debian.org/bookworm/libc6-dev'],
  evaluate: (facts) => {
    const header = include(facts, 'stdio.h');
    const expected = 'stdio.h';
    if (header.state === 'unreadable') return unknown(header.reason, {expected});
    return header.state === 'known'
      ? pass('installed', {evidence: [header.value], expected})
      : fail('not installed', {evidence: [`no ${expected}`], expected, remedy: install('libc-headers')});
  },
} satisfies Check;
