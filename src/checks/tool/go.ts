import {looked} from '../../facts/fact.ts';
import {thresholds} from '../../facts/thresholds.ts';
import {atLeast} from '../../facts/version.ts';
import {install} from '../../remedies/remedy.ts';
import {type Check, fail} from '../check.ts';
import {wantTool} from './presence.ts';

export default {
  id: 'tool.go',
  after: 'tool.ip',
  title: 'Go',
  why: 'Go compiles the loader and bpf2go; before 1.18 it lacks what the loader uses.',
  breaks: 'compiles the loader',
  reads: 'go in PATH, go version',
  sources: [thresholds.go.source],
  evaluate: (facts) => {
    const outcome = wantTool(facts, 'go', 'go');
    const go = looked(facts.tools.go);
    const version = go.state === 'known' ? go.value.version : undefined;
    const expected = `Go ${thresholds.go.version} or newer`;
    return outcome.verdict === 'pass' && atLeast(version, thresholds.go.version) === false
      ? fail(`${version}`, {evidence: outcome.evidence, expected, remedy: install('go')})
      : {...outcome, expected};
  },
} satisfies Check;
