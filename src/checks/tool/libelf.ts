import type {Check} from '../check.ts';
import {wantLibrary} from './library.ts';

export default {
  id: 'tool.libelf',
  after: 'tool.libbpf-versions',
  title: 'libelf',
  why: 'libbpf reads object files with libelf.',
  breaks: 'libbpf reads objects with it',
  reads: 'libelf.h, libelf.pc',
  sources: ['https://github.com/libbpf/libbpf#building-libbpf'],
  evaluate: (facts) => wantLibrary(facts, 'libelf', 'libelf.h'),
} satisfies Check;
