import {valueIfKnown} from '../../facts/fact.ts';
import type {Facts, ToolName} from '../../facts/facts.ts';
import {advise} from '../../remedies/remedy.ts';
import {type Check, fail, type Outcome, pass, unknown} from '../check.ts';
import {wantTool} from './presence.ts';

const remedy = advise(
  'With https://rustup.rs: "rustup toolchain install nightly --component rust-src", then a bpf-linker of the LLVM that "rustc -vV" names, from https://github.com/aya-rs/bpf-linker/releases or by "cargo binstall bpf-linker". A part in the kernel that is in C needs neither.',
);

const byHand = advise(
  'Compare them: "rustc -vV" and "bpf-linker --llvm-args=--version -o /dev/null /dev/null" have to name the same LLVM.',
);

/** Major version of the LLVM that a tool says it is linked with: `LLVM version: 22.1.2`, `Debian LLVM version 22.1.8`. */
const llvmOf = ({tools}: Facts, name: ToolName): number | undefined => {
  const major = /\bLLVM version:? (\d+)/.exec(valueIfKnown(tools[name])?.output ?? '')?.[1];
  return major === undefined ? undefined : Number(major);
};

export default {
  id: 'tool.bpf-linker',
  after: 'tool.aya',
  title: 'bpf-linker',
  why: 'A part in the kernel that is in Rust takes it, with a nightly rustc; one in C does not. It reads what the LLVM of that rustc writes, and its own LLVM has to be the same.',
  breaks: 'BPF programs in Rust',
  reads: 'bpf-linker in PATH, the LLVM of bpf-linker, rustc -vV',
  sources: [
    'https://aya-rs.dev/book/start/development/',
    'https://github.com/aya-rs/bpf-linker/blob/main/BUILDING.md#llvm',
    'https://llvm.org/docs/DeveloperPolicy.html#ir-backwards-compatibility',
  ],
  evaluate: (facts) => {
    const expected = 'bpf-linker, and a nightly rustc with the same LLVM';
    const asked = (outcome: Outcome): Outcome => ({...outcome, expected, ...(outcome.verdict === 'fail' && {remedy})});
    const linker = wantTool(facts, 'bpf-linker', 'rust');
    if (linker.verdict !== 'pass') return asked(linker);
    const rustc = wantTool(facts, 'rustc', 'rust');
    const [reads, writes] = [llvmOf(facts, 'bpf-linker'), llvmOf(facts, 'rustc')];
    const llvm = (major?: number) => `LLVM ${major ?? 'not told'}`;
    const evidence = [...linker.evidence, llvm(reads), ...rustc.evidence, llvm(writes)];
    if (rustc.verdict !== 'pass') return asked({...rustc, evidence});
    const [, version = ''] = /^rustc (\S+)/.exec(valueIfKnown(facts.tools.rustc)?.output ?? '') ?? [];
    if (!version.includes('nightly')) return fail(`rustc ${version}: not a nightly`, {evidence, expected, remedy});
    if (reads === undefined || writes === undefined)
      return unknown(`the LLVM of ${reads === undefined ? 'bpf-linker' : 'rustc'} is unknown`, {
        evidence,
        expected,
        remedy: byHand,
      });
    const found = `rustc ${version} with LLVM ${writes}, bpf-linker with LLVM ${reads}`;
    if (reads === writes) return pass(found, {evidence, expected});
    // LLVM reads what older ones wrote, which bpf-linker does not promise.
    return reads < writes
      ? fail(found, {evidence, expected, remedy})
      : unknown(`${found}: newer, not the same`, {evidence, expected, remedy});
  },
} satisfies Check;
