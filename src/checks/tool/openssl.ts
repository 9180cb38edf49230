import {include} from '../../facts/toolchain.ts';
import {type Check, fail, install, pass, unknown} from '../check.ts';

export default {
  id: 'tool.openssl',
  title: 'OpenSSL headers',
  why: "A kernel tree's own tools for signatures are compiled with them before anything else of it is.",
  reads: '/usr/include/openssl/ssl.h',
  sources: ['https://docs.kernel.org/process/changes.html#openssl'],
  evaluate: (facts) => {
    const header = include(facts, 'openssl/ssl.h');
    const expected = 'openssl/ssl.h';
    if (header.state === 'unreadable') return unknown(header.reason, {expected});
    return header.state === 'known'
      ? pass('installed', {evidence: [header.value], expected})
      : fail('not installed', {evidence: [`no ${expected}`], expected, remedy: install('openssl')});
  },
} satisfies Check;
