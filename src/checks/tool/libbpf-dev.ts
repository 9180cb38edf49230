import {thresholds} from '../../facts/thresholds.ts';
import {atLeast} from '../../facts/version.ts';
import {install} from '../../remedies/remedy.ts';
import {type Check, fail} from '../check.ts';
import {wantLibrary} from './library.ts';

export default {
  id: 'tool.libbpf-dev',
  after: 'tool.git',
  title: 'libbpf',
  why: 'BPF programs include its headers (bpf/bpf_helpers.h), and the loader links it.',
  breaks: 'bpf_helpers.h, and what loads',
  reads: 'bpf/bpf_helpers.h, libbpf.pc',
  sources: [thresholds.libbpf.source],
  evaluate: (facts) => {
    const outcome = wantLibrary(facts, 'libbpf', 'bpf/bpf_helpers.h');
    return outcome.verdict === 'pass' && atLeast(outcome.found, thresholds.libbpf.version) === false
      ? fail(outcome.found, {
          evidence: outcome.evidence,
          expected: `libbpf ${thresholds.libbpf.version} or newer`,
          remedy: install('libbpf'),
        })
      : outcome;
  },
} satisfies Check;
