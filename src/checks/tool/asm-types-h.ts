import {include} from '../../facts/toolchain.ts';
import {install} from '../../remedies/remedy.ts';
import {type Check, fail, pass, unseen} from '../check.ts';

export default {
  id: 'tool.asm-types-h',
  after: 'tool.libelf-runtime',
  title: 'asm/types.h',
  why: 'Programs that include <linux/bpf.h> need it; with -target bpf clang does not search the directory where Debian keeps it.',
  breaks: '<linux/bpf.h> includes it',
  reads: '/usr/include/asm/types.h, /usr/include/TRIPLET/asm/types.h',
  sources: ['https://github.com/xdp-project/xdp-tools/issues/4', 'https://github.com/libbpf/libbpf-bootstrap/issues/1'],
  evaluate: (facts) => {
    const header = include(facts, 'asm/types.h');
    if (header.state === 'unreadable') return unseen('asm/types.h', header);
    if (header.state === 'absent') {
      return fail('not installed', {
        evidence: ['no asm/types.h below /usr/include'],
        expected: 'asm/types.h',
        remedy: install('uapi-headers'),
      });
    }
    const directory = header.value.slice(0, -'/asm/types.h'.length);
    return directory === '/usr/include'
      ? pass(header.value, {evidence: [header.value]})
      : pass(`in ${directory}`, {
          evidence: [header.value, `programs without vmlinux.h are compiled with -I${directory}`],
        });
  },
} satisfies Check;
