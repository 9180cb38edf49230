import {bestClang, cutOff} from '../../facts/toolchain.ts';
import {install} from '../../remedies/remedy.ts';
import {type Check, fail, pass, skip, unknown, unseen} from '../check.ts';

export default {
  id: 'tool.clang-bpf-target',
  title: 'clang compiles for BPF',
  why: 'Some builds of clang have no BPF back end, and some wrappers add flags that break it.',
  reads: 'clang -target bpf -O2 -c on a function of one line',
  sources: ['https://docs.kernel.org/bpf/bpf_devel_QA.html#llvm'],
  evaluate: (facts) => {
    const clang = bestClang(facts);
    const expected = 'an object file';
    if (clang.state === 'absent') return skip('there is no clang');
    if (clang.state === 'unreadable') return unseen('clang', clang, {expected});
    const {path, exitCode, output} = clang.value;
    const evidence = [`${path} -target bpf: exit code ${exitCode}`, ...output.split('\n').slice(1, 4)];
    const late = cutOff(clang.value);
    if (late) return unknown(late, {source: 'probe', evidence, expected});
    return exitCode === 0
      ? pass('it does', {source: 'probe', evidence, expected})
      : fail('it does not', {source: 'probe', evidence, expected, remedy: install('clang')});
  },
} satisfies Check;
