import type {Check} from '../check.ts';
import {wantTool} from './presence.ts';

export default {
  id: 'tool.make',
  after: 'tool.libc',
  title: 'make',
  why: 'The hello project and libbpf-bootstrap are built with make.',
  breaks: 'builds the projects',
  reads: 'make --version',
  sources: ['https://github.com/libbpf/libbpf-bootstrap#building'],
  evaluate: (facts) => wantTool(facts, 'make', 'make'),
} satisfies Check;
