import {bestBpftool, cutOff, isBrokenWrapper, saysNothing} from '../../facts/toolchain.ts';
import {install} from '../../remedies/remedy.ts';
import {type Check, fail, pass, unknown, unseen} from '../check.ts';
import {replace} from './replace.ts';

export default {
  id: 'tool.bpftool',
  after: 'tool.llvm',
  title: 'bpftool',
  why: "bpftool makes skeletons; Ubuntu's is a wrapper that fails for kernels without their own linux-tools package.",
  breaks: 'writes skeletons',
  reads: 'bpftool version, in PATH, /usr/sbin and /usr/lib/linux-tools/*',
  sources: ['https://github.com/iovisor/bcc/issues/3599', 'https://bugs.launchpad.net/bugs/2007308'],
  evaluate: (facts) => {
    const bpftool = bestBpftool(facts);
    const expected = 'bpftool that runs';
    if (bpftool.state === 'unreadable') return unseen('bpftool', bpftool, {expected});
    if (bpftool.state === 'absent') {
      return fail('not installed', {
        evidence: ['no bpftool in PATH or /usr/sbin'],
        expected,
        remedy: install('bpftool'),
      });
    }
    const {path, exitCode, output, version} = bpftool.value;
    const evidence = [`${path}: ${output.split('\n')[0]}`];
    if (isBrokenWrapper(bpftool.value)) {
      return fail('only the wrapper, with nothing behind it for this kernel', {
        evidence,
        expected,
        remedy: install('bpftool'),
      });
    }
    const late = cutOff(bpftool.value);
    if (late) return unknown(late, {evidence, expected});
    if (saysNothing(bpftool.value))
      return fail(`${path} prints nothing`, {
        evidence: [`${path}: an empty file?`],
        expected,
        remedy: replace(path, 'bpftool'),
      });
    if (exitCode === 0 && version === undefined)
      return unknown(`${path} does not tell its version`, {evidence, expected});
    return exitCode === 0
      ? pass(`${version}`, {evidence, expected})
      : fail(`${path} does not run`, {
          evidence: [...evidence, `exit code ${exitCode}`],
          expected,
          remedy: replace(path, 'bpftool'),
        });
  },
} satisfies Check;
