import {valueIfKnown} from '../../facts/fact.ts';
import {advise} from '../../remedies/remedy.ts';
import {type Check, fail, type Outcome, pass} from '../check.ts';
import {wantTool} from './presence.ts';

const remedy = advise(
  'With https://rustup.rs: "rustup toolchain install nightly --component rust-src", then "cargo install bpf-linker". A part in the kernel that is in C needs neither.',
);

export default {
  id: 'tool.bpf-linker',
  title: 'bpf-linker',
  why: 'A part in the kernel that is in Rust takes it, with a nightly rustc; one in C does not. It has to read what the LLVM of that rustc writes.',
  breaks: 'BPF programs in Rust',
  reads: 'bpf-linker in PATH, rustc -vV',
  sources: ['https://aya-rs.dev/book/start/development/', 'https://github.com/aya-rs/bpf-linker'],
  evaluate: (facts) => {
    const expected = 'bpf-linker, and a nightly rustc';
    const byHand = (outcome: Outcome): Outcome => ({...outcome, expected, ...(outcome.verdict === 'fail' && {remedy})});
    const linker = wantTool(facts, 'bpf-linker', 'rust');
    if (linker.verdict !== 'pass') return byHand(linker);
    const rustc = wantTool(facts, 'rustc', 'rust');
    const evidence = [...linker.evidence, ...rustc.evidence, 'the LLVM of bpf-linker itself was not looked at'];
    if (rustc.verdict !== 'pass') return byHand({...rustc, evidence});
    const said = valueIfKnown(facts.tools.rustc)?.output ?? '';
    const [, version = ''] = /^rustc (\S+)/.exec(said) ?? [];
    const [, llvm = ''] = /^LLVM version: (\S+)/m.exec(said) ?? [];
    const found = `rustc ${version}${llvm && `, LLVM ${llvm}`}`;
    return version.includes('nightly')
      ? pass(found, {evidence, expected})
      : fail(`${found}: not a nightly`, {evidence, expected, remedy});
  },
} satisfies Check;
