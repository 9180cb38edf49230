import {thresholds} from '../../facts/thresholds.ts';
import {bestClang, cutOff} from '../../facts/toolchain.ts';
import {atLeast} from '../../facts/version.ts';
import {advise} from '../../remedies/remedy.ts';
import {type Check, fail, pass, skip, unknown, unseen} from '../check.ts';

export default {
  id: 'tool.clang-vs-kernel-isa',
  after: 'tool.clang-bpf-target',
  title: 'BPF ISA level of clang',
  why: 'LLVM 20 and newer emit version 3 of the BPF instruction set by default, which kernels before 5.1 refuse.',
  reads: 'clang --version, uname -r',
  sources: [thresholds.isaV3Default.source, thresholds.isaV3.source],
  evaluate: (facts) => {
    const tool = bestClang(facts);
    const {release: running} = facts.kernel;
    if (tool.state === 'absent') return skip('there is no clang');
    if (tool.state === 'unreadable') return unseen('clang', tool);
    const clang = tool.value.version;
    if (clang === undefined) return unknown(cutOff(tool.value) ?? `${tool.value.path} does not tell its version`);
    if (running.state !== 'known') return unseen('the kernel release', running);
    const release = running.value;
    const evidence = [`clang ${clang}`, `kernel ${release}`];
    return atLeast(clang, thresholds.isaV3Default.version) && atLeast(release, thresholds.isaV3.version) === false
      ? fail(`clang ${clang} emits version 3`, {
          source: 'version',
          evidence,
          expected: 'version 2 for this kernel',
          remedy: advise('Add -mcpu=v2 to the flags that compile BPF programs.'),
        })
      : pass('supported by this kernel', {source: 'version', evidence});
  },
} satisfies Check;
