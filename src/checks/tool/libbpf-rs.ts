import {thresholds} from '../../facts/thresholds.ts';
import type {Check} from '../check.ts';
import {registry, wantCrates} from './crates.ts';

export default {
  id: 'tool.libbpf-rs',
  after: 'tool.rust',
  title: 'libbpf-rs and libbpf-cargo',
  why: 'The loader is made with these crates, which cargo takes from the packages of the distribution.',
  breaks: 'the crates that load',
  reads: registry,
  sources: [
    thresholds.libbpfRs.source,
    'https://doc.rust-lang.org/cargo/reference/source-replacement.html#directory-sources',
  ],
  evaluate: (facts) => wantCrates(facts, 'libbpf-rs', ['libbpf-rs', 'libbpf-cargo'], thresholds.libbpfRs),
} satisfies Check;
