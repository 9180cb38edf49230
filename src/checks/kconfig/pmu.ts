import type {Facts} from '../../facts/facts.ts';
import {optionEvidence} from '../../facts/kconfig.ts';
import {fail, type Outcome, pass} from '../check.ts';
import {fromTrialOf} from '../feature/trial.ts';
import {otherKernel, wantOptions} from './option.ts';

/** The outcome of wanting probes of a kind: by trying, else by the kernel's PMU for them, else by its configuration. */
export const wantPmu = (facts: Facts, kind: 'kprobe' | 'uprobe'): Outcome => {
  const tried = fromTrialOf(kind, facts);
  if (tried) return tried;
  const {pmus} = facts.tracing;
  const option = kind.toUpperCase();
  if (pmus.state !== 'known') return wantOptions(facts, `${option}_EVENTS`);
  const evidence = [`/sys/bus/event_source/devices: ${pmus.value.join(', ')}`, optionEvidence(facts, `${option}S`)];
  return pmus.value.includes(kind)
    ? pass(`the kernel has the ${kind} PMU`, {evidence})
    : fail(`the kernel has no ${kind} PMU`, {
        evidence,
        expected: `/sys/bus/event_source/devices/${kind}`,
        remedy: otherKernel,
      });
};
