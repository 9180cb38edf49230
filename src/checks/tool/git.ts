import type {Check} from '../check.ts';
import {wantTool} from './presence.ts';

export default {
  id: 'tool.git',
  after: 'tool.make',
  title: 'git',
  why: 'libbpf-bootstrap and most examples are cloned.',
  breaks: 'clones libbpf-bootstrap',
  reads: 'git --version',
  sources: ['https://github.com/libbpf/libbpf-bootstrap#building'],
  evaluate: (facts) => wantTool(facts, 'git', 'git'),
} satisfies Check;
