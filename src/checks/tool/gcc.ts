import type {Check} from '../check.ts';
import {wantTool} from './presence.ts';

export default {
  id: 'tool.gcc',
  title: 'gcc',
  why: "The Makefiles of the kernel and of libbpf-bootstrap's bpftool call gcc by its name.",
  reads: 'gcc in PATH',
  sources: ['https://github.com/libbpf/libbpf-bootstrap#building'],
  evaluate: (facts) => wantTool(facts, 'gcc', 'gcc'),
} satisfies Check;
