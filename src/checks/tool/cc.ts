import {bestClang, include} from '../../facts/toolchain.ts';
import {install} from '../../remedies/remedy.ts';
import {type Check, fail, pass} from '../check.ts';
import {wantTool} from './presence.ts';

export default {
  id: 'tool.cc',
  title: 'C compiler and libc headers',
  why: 'The program that loads the BPF object is plain C: any compiler does, clang too, with the headers of libc.',
  reads: 'cc, clang, /usr/include/stdio.h',
  sources: ['https://packages.debian.org/bookworm/libc6-dev'],
  evaluate: (facts) => {
    const cc = wantTool(facts, 'cc', 'compiler');
    const clang = bestClang(facts);
    const header = include(facts, 'stdio.h');
    if (cc.verdict !== 'pass' && clang.state !== 'known') return cc;
    if (header.state === 'absent') {
      return fail('no stdio.h', {
        evidence: [...cc.evidence, '/usr/include/stdio.h does not exist'],
        expected: 'stdio.h',
        remedy: install('libc-headers'),
      });
    }
    return cc.verdict === 'pass' ? cc : pass('clang', {evidence: ['no cc, but clang compiles C as well']});
  },
} satisfies Check;
