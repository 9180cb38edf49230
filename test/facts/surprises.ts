import {valueIfKnown} from '../../src/facts/fact.ts';
import type {Facts} from '../../src/facts/facts.ts';
import {type Feature, features} from '../../src/facts/features.ts';
import {kernelOption} from '../../src/facts/kconfig.ts';
import {judgeTried} from '../../src/facts/tried.ts';
import {atLeast} from '../../src/facts/version.ts';

/** What a host tells against the table: a feature that works before its version, or that is missing for no reason we know. */
export const surprises = (facts: Facts): string[] =>
  features.flatMap((feature) => {
    const reason = surprise(feature, facts);
    return reason ? [`${feature.id}: ${reason}`] : [];
  });

const surprise = (feature: Feature, facts: Facts): string | undefined => {
  const tried = judgeTried(feature, facts);
  const reached = atLeast(valueIfKnown(facts.kernel.release), feature.since);
  if (tried?.truth === 'works' && !reached) return `works before ${feature.since}`;
  const unset = feature.options.some((name) => kernelOption(facts, name) === 'unset');
  if (tried?.truth === 'works' && unset) return 'works without its options';
  if (tried?.truth === 'unsupported' && reached && !unset)
    return `not supported since ${feature.since}: ${tried.found}`;
  return undefined;
};

/** What trying some features showed. */
export const truths = (facts: Facts, ...ids: readonly string[]) =>
  ids.map((id) => {
    const feature = features.find((row) => row.id === id);
    return feature && judgeTried(feature, facts)?.truth;
  });
