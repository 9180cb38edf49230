import type {Facts} from '../../facts/facts.ts';
import {type Feature, features} from '../../facts/features.ts';
import {judgeTried} from '../../facts/tried.ts';
import {advise, bootAnother} from '../../remedies/remedy.ts';
import {fail, type Outcome, pass} from '../check.ts';

/** What trying a feature came to. Undefined when it was not tried, or when that told nothing: something else has to tell. */
export const fromTrial = (feature: Feature, facts: Facts): Outcome | undefined => {
  const tried = judgeTried(feature, facts);
  switch (tried?.truth) {
    case 'works':
      return pass(tried.found, {source: 'probe', evidence: tried.evidence});
    case 'unsupported':
      return fail(tried.found, {source: 'probe', evidence: tried.evidence, expected: since(feature), remedy: lacking});
    case 'blocked':
      return fail(tried.found, {
        source: 'probe',
        evidence: tried.evidence,
        expected: tried.inactive ? '"bpf" in the list of security modules' : 'a kernel that allows it',
        remedy: tried.inactive ? addToModules : askWhoBlocks,
      });
    case 'inconclusive':
    case undefined:
      return undefined;
  }
};

/** {@link fromTrial} for a feature by its id. */
export const fromTrialOf = (id: string, facts: Facts): Outcome | undefined => {
  const feature = features.find((row) => row.id === id);
  return feature && fromTrial(feature, facts);
};

/** What is expected of a kernel that lacks a feature. */
export const since = (feature: Feature): string => `a kernel that has it (mainline: since ${feature.since})`;

/** For a feature that this kernel does not have. */
export const lacking = bootAnother(
  "This kernel is too old for it or was built without it: boot one that has it, such as the distribution's newest.",
);

const askWhoBlocks = advise(
  'The kernel refuses it and says no more than that. Look for a security module, a sandbox or a hypervisor that forbids it; the limit on locked memory is not the reason.',
);

const addToModules = advise(
  'Add "bpf" to the list in /sys/kernel/security/lsm, and boot with that list as lsm=... on the kernel\'s command line.',
  {needsReboot: true},
);
