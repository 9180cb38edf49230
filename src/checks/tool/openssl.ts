import type {Check} from '../check.ts';
import {wantHeader} from './header.ts';

export default {
  id: 'tool.openssl',
  after: 'tool.libbpf-opens',
  title: 'OpenSSL headers',
  why: "A kernel tree's own tools for signatures are compiled with them before anything else of it is.",
  breaks: 'a kernel tree compiles tools with them',
  reads: '/usr/include/openssl/ssl.h',
  sources: ['https://docs.kernel.org/process/changes.html#openssl'],
  evaluate: (facts) => wantHeader(facts, 'openssl/ssl.h', 'openssl'),
} satisfies Check;
