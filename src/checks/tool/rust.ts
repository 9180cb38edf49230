import {looked, valueIfKnown} from '../../facts/fact.ts';
import {thresholds} from '../../facts/thresholds.ts';
import {atLeast} from '../../facts/version.ts';
import {advise} from '../../remedies/remedy.ts';
import {type Check, fail, unknown} from '../check.ts';
import {wantTool} from './presence.ts';

export default {
  id: 'tool.rust',
  after: 'tool.cilium-ebpf',
  title: 'Rust',
  why: 'rustc and cargo compile the loader and the crates that it uses; before 1.78 they cannot compile libbpf-rs.',
  breaks: 'compiles the loader',
  reads: 'rustc and cargo in PATH, rustc -vV',
  sources: [thresholds.rust.source],
  evaluate: (facts) => {
    const expected = `rustc ${thresholds.rust.version} or newer, and cargo`;
    const rustc = wantTool(facts, 'rustc', 'rust');
    const cargo = wantTool(facts, 'cargo', 'rust');
    const evidence = [...rustc.evidence, ...cargo.evidence];
    if (rustc.verdict !== 'pass') return {...rustc, evidence, expected};
    const {version} = valueIfKnown(looked(facts.tools.rustc)) ?? {};
    const enough = atLeast(version, thresholds.rust.version);
    if (enough === undefined) return unknown('rustc tells no version', {evidence, expected});
    if (!enough)
      return fail(`${version}`, {
        evidence,
        expected,
        remedy: advise('Use a newer release (Debian 13), or install a newer Rust from https://rustup.rs.'),
      });
    return cargo.verdict === 'pass' ? {...rustc, evidence, expected} : {...cargo, evidence, expected};
  },
} satisfies Check;
