import type {Check} from '../check.ts';
import {wantLibrary} from './library.ts';

export default {
  id: 'tool.zlib',
  after: 'tool.libelf',
  title: 'zlib',
  why: 'libbpf links zlib.',
  breaks: 'libbpf links it',
  reads: 'zlib.h, zlib.pc',
  sources: ['https://github.com/libbpf/libbpf#building-libbpf'],
  evaluate: (facts) => wantLibrary(facts, 'zlib', 'zlib.h'),
} satisfies Check;
