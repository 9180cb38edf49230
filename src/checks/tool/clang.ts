import {thresholds} from '../../facts/thresholds.ts';
import {bestClang, cutOff} from '../../facts/toolchain.ts';
import {atLeast} from '../../facts/version.ts';
import {install} from '../../remedies/remedy.ts';
import {type Check, fail, pass, unknown, unseen} from '../check.ts';
import {replace} from './replace.ts';

export default {
  id: 'tool.clang',
  title: 'clang',
  why: 'clang compiles BPF programs; before 10 it does not record the relocations that CO-RE needs.',
  breaks: 'compiles BPF programs (10 or newer)',
  reads: 'clang, clang-NN in PATH, /usr/lib/llvm-*/bin',
  sources: [thresholds.clang.source],
  evaluate: (facts) => {
    const clang = bestClang(facts);
    const expected = `clang ${thresholds.clang.version} or newer`;
    if (clang.state === 'unreadable') return unseen('clang', clang, {expected});
    if (clang.state === 'absent') {
      return fail('not installed', {
        evidence: ['no clang and no clang-NN in PATH'],
        expected,
        remedy: install('clang'),
      });
    }
    const {path, version, output} = clang.value;
    const evidence = [`${path}: ${output.split('\n')[0]}`];
    const enough = atLeast(version, thresholds.clang.version);
    if (enough === undefined)
      return unknown(cutOff(clang.value) ?? `${path} does not tell its version`, {evidence, expected});
    return enough
      ? pass(`${version}`, {evidence, expected})
      : fail(`${version}`, {evidence, expected, remedy: replace(path, 'clang')});
  },
} satisfies Check;
