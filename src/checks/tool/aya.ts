import {thresholds} from '../../facts/thresholds.ts';
import type {Check} from '../check.ts';
import {registry, wantCrates} from './crates.ts';

export default {
  id: 'tool.aya',
  after: 'tool.libbpf-rs',
  title: 'aya',
  why: 'The loader is made with this crate, which cargo takes from the packages of the distribution.',
  breaks: 'the crate that loads',
  reads: registry,
  sources: [
    thresholds.aya.source,
    'https://doc.rust-lang.org/cargo/reference/source-replacement.html#directory-sources',
  ],
  evaluate: (facts) => wantCrates(facts, 'aya', ['aya'], thresholds.aya),
} satisfies Check;
