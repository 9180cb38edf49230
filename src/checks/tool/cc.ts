import {bestClang, cutOff, include} from '../../facts/toolchain.ts';
import {install} from '../../remedies/remedy.ts';
import {type Check, fail, pass, unknown, unseen} from '../check.ts';
import {wantTool} from './presence.ts';

export default {
  id: 'tool.cc',
  after: 'tool.pahole',
  title: 'C compiler, libc headers',
  why: 'The program that loads the BPF object is plain C: any compiler does, clang too, with the headers of libc.',
  breaks: 'compiles the program that loads',
  reads: 'cc, clang, /usr/include/stdio.h',
  sources: ['https://packages.debian.org/bookworm/libc6-dev'],
  evaluate: (facts) => {
    const cc = wantTool(facts, 'cc', 'compiler');
    const clang = bestClang(facts);
    const header = include(facts, 'stdio.h');
    if (cc.verdict !== 'pass') {
      // A cc that is there and does not work is what make calls, whatever else there is.
      if (facts.tools.cc.state !== 'absent') return cc;
      if (clang.state === 'unreadable') return unseen('clang', clang, {expected: 'cc, or clang'});
      const late = clang.state === 'known' ? cutOff(clang.value) : undefined;
      if (late) return unknown(late, {expected: 'cc, or clang'});
      if (clang.state === 'absent' || clang.value.version === undefined) return cc;
    }
    if (header.state === 'unreadable') return unseen('stdio.h', header, {evidence: cc.evidence, expected: 'stdio.h'});
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
