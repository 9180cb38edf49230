import {install} from '../../remedies/remedy.ts';
import {type Check, fail} from '../check.ts';
import {wantTool} from './presence.ts';

export default {
  id: 'tool.gcc',
  after: 'tool.cc',
  title: 'gcc',
  why: "The Makefiles of the kernel and of libbpf-bootstrap's bpftool call gcc by its name.",
  breaks: 'called by this name in Makefiles',
  reads: 'gcc in PATH',
  sources: ['https://github.com/libbpf/libbpf-bootstrap#building'],
  evaluate: (facts) => {
    const outcome = wantTool(facts, 'gcc', 'gcc');
    const {gcc} = facts.tools;
    // Headers of a Debian kernel bring gcc-12, without the name gcc.
    return outcome.verdict === 'pass' && gcc.state === 'known' && !gcc.value.path.endsWith('/gcc')
      ? fail(`only ${gcc.value.path}`, {evidence: outcome.evidence, expected: 'gcc', remedy: install('gcc')})
      : outcome;
  },
} satisfies Check;
