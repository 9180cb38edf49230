import {looked} from '../../facts/fact.ts';
import {install} from '../../remedies/remedy.ts';
import {type Check, fail, pass, unseen} from '../check.ts';

const wanted = ['libelf.so.1', 'libz.so.1'];

export default {
  id: 'tool.libelf-runtime',
  after: 'tool.zlib',
  title: 'libelf and zlib to run with',
  why: 'Programs with libbpf inside still load libelf and zlib when they start, unless they were linked with -static.',
  reads: '/usr/lib/TRIPLET/libelf.so.1, libz.so.1',
  sources: ['https://github.com/libbpf/libbpf#building-libbpf'],
  evaluate: ({development}) => {
    const runtime = looked(development.runtime);
    const expected = wanted.join(' and ');
    if (runtime.state !== 'known') return unseen('the list of libraries', runtime, {expected});
    const missing = wanted.filter((name) => !runtime.value.some((path) => path.endsWith(`/${name}`)));
    const evidence = [...runtime.value, ...missing.map((name) => `no ${name}`)];
    return missing.length === 0
      ? pass('installed', {evidence, expected})
      : fail(`without ${missing.join(', ')}`, {evidence, expected, remedy: install('libelf-runtime')});
  },
} satisfies Check;
