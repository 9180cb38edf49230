import type {Facts, Tool} from '../../facts/facts.ts';
import {bestClang, cutOff} from '../../facts/toolchain.ts';
import {advise, install, type Remedy} from '../../remedies/remedy.ts';
import {type Check, fail, pass, skip, unknown, unseen} from '../check.ts';

export default {
  id: 'tool.clang-bpf-target',
  after: 'tool.clang',
  title: 'clang BPF target',
  why: 'Some builds of clang have no BPF back end, and some wrappers add flags that break it.',
  breaks: 'this clang compiles no BPF programs',
  reads: 'clang -target bpf -O2 -c on a function of one line',
  sources: ['https://docs.kernel.org/bpf/bpf_devel_QA.html#llvm', 'https://github.com/NixOS/nixpkgs/pull/325587'],
  evaluate: (facts) => {
    const clang = bestClang(facts);
    const expected = 'an object file';
    if (clang.state === 'absent') return skip('there is no clang');
    if (clang.state === 'unreadable') return unseen('clang', clang, {expected});
    const {path, exitCode, output, version} = clang.value;
    const evidence = [`${path} -target bpf: exit code ${exitCode}`, ...output.split('\n').slice(1, 4)];
    const late = cutOff(clang.value);
    if (late) return unknown(late, {source: 'probe', evidence, expected});
    if (exitCode === 0 && version === undefined)
      return unknown(`${path} does not say that it is clang`, {source: 'probe', evidence, expected});
    return exitCode === 0
      ? pass('works', {source: 'probe', evidence, expected})
      : fail('does not work', {source: 'probe', evidence, expected, remedy: remedyFor(clang.value, facts)});
  },
} satisfies Check;

/** A flag that clang was given by its wrapper or its configuration, and that BPF has not. */
const foreignFlag = /(?:unsupported option|unknown argument:?|error: option) '?([-\w=+.]+)'?[^\n]*/;

const remedyFor = ({path, output}: Tool, {os}: Facts): Remedy => {
  const flag = foreignFlag.exec(output);
  if (!flag) return install('clang');
  const nix =
    /^\/(?:nix|run\/current-system)\/|\/\.nix-profile\//.test(path) ||
    (os.state === 'known' && os.value.id === 'nixos');
  return advise(
    nix
      ? `The wrapper of clang adds ${flag[1]}, which BPF has not: use clang-unwrapped (llvmPackages.clang-unwrapped) for BPF, or set hardeningDisable = [ "zerocallusedregs" "stackprotector" ] in the shell or derivation.`
      : `${path} adds ${flag[1]}, which BPF has not: it is a wrapper, or has a configuration file (clang --no-default-config leaves that out). Call a clang that adds nothing, by its path.`,
  );
};
