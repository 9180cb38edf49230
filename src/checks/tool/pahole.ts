import {thresholds} from '../../facts/thresholds.ts';
import {atLeast} from '../../facts/version.ts';
import {install} from '../../remedies/remedy.ts';
import {type Check, fail} from '../check.ts';
import {wantTool} from './presence.ts';

export default {
  id: 'tool.pahole',
  after: 'tool.bpftool-reads-btf',
  title: 'pahole',
  why: 'Only who builds kernels or modules with BTF, or BTF from debug symbols, needs it.',
  reads: 'pahole --version',
  sources: [thresholds.pahole.source],
  evaluate: (facts) => {
    const outcome = wantTool(facts, 'pahole', 'pahole');
    const expected = `pahole ${thresholds.pahole.version} or newer`;
    return outcome.verdict === 'pass' && atLeast(outcome.found, thresholds.pahole.version) === false
      ? fail(outcome.found, {evidence: outcome.evidence, expected, remedy: install('pahole')})
      : {...outcome, expected};
  },
} satisfies Check;
