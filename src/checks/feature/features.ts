import {valueIfKnown} from '../../facts/fact.ts';
import type {Facts} from '../../facts/facts.ts';
import {type Feature, features} from '../../facts/features.ts';
import {kernelOption, optionEvidence} from '../../facts/kconfig.ts';
import {judgeTried} from '../../facts/tried.ts';
import {atLeast, backports} from '../../facts/version.ts';
import {advise} from '../../remedies/remedy.ts';
import {type Check, fail, type Outcome, pass, unknown, unseen} from '../check.ts';
import {fromTrial, lacking, since} from './trial.ts';

const why = {
  program: 'A program type can be loaded on kernels where it can never be attached; only attaching it shows.',
  map: 'Loading an object fails as a whole when one of its maps cannot be created.',
  helper: 'The verifier refuses a program that calls a helper which the kernel does not have.',
  instructions: 'The verifier refuses what the compiler may emit for a newer instruction set (-mcpu).',
  call: 'Loaders use it where it is there, and differ in what they do without.',
} as const satisfies Record<Feature['kind'], string>;

const reads = ({kind, options, pmu}: Feature): string =>
  [
    `the prober's ${kind === 'program' ? 'load, attach and run' : 'trial'}`,
    ...(pmu ? [`/sys/bus/event_source/devices/${pmu}`] : []),
    options.map((name) => `CONFIG_${name}`).join(', '),
    'uname -r',
  ].join('; else ');

/** A check for each row of the table: the answer of the prober, else of files, else of the build configuration, else of the version. */
const featureChecks: readonly Check[] = features.map((feature) => ({
  id: `feature.${feature.id}`,
  title: feature.title,
  why: why[feature.kind],
  reads: reads(feature),
  sources: [`https://git.kernel.org/torvalds/c/${feature.commit}`],
  evaluate: (facts) => judgeFeature(feature, facts),
}));

const judgeFeature = (feature: Feature, facts: Facts): Outcome => fromTrial(feature, facts) ?? fallBack(feature, facts);

/** Nothing was tried, or trying told nothing. */
const fallBack = (feature: Feature, facts: Facts): Outcome => {
  const tried = judgeTried(feature, facts);
  const evidence = tried ? [...tried.evidence, tried.found] : notTried(facts);
  return byFile(feature, facts, evidence) ?? byOptions(feature, facts, evidence) ?? byVersion(feature, facts, evidence);
};

const notTried = ({attach}: Facts): string[] =>
  attach?.state === 'unreadable' ? [`it could not be probed: ${attach.reason}`] : [];

const byFile = ({pmu}: Feature, facts: Facts, evidence: readonly string[]): Outcome | undefined => {
  const pmus = valueIfKnown(facts.tracing.pmus);
  if (!pmu || !pmus) return undefined;
  const details = {evidence: [...evidence, `/sys/bus/event_source/devices: ${pmus.join(', ')}`]};
  const expected = `/sys/bus/event_source/devices/${pmu}`;
  return pmus.includes(pmu)
    ? pass(`the kernel has the ${pmu} PMU`, details)
    : fail(`the kernel has no ${pmu} PMU`, {...details, expected, remedy: lacking});
};

/** An option that is not set rules a feature out. Options that are set don't prove it: they may be older than the feature. */
const byOptions = (feature: Feature, facts: Facts, evidence: readonly string[]): Outcome | undefined => {
  const missing = feature.options.filter((name) => kernelOption(facts, name) === 'unset');
  if (facts.kernel.config.state !== 'known') return undefined;
  const details = {
    source: 'kconfig' as const,
    evidence: [...evidence, ...feature.options.map((name) => optionEvidence(facts, name))],
  };
  if (missing.length > 0) {
    const found = missing.map((name) => `CONFIG_${name} is not set`).join(', ');
    const expected = feature.options.map((name) => `CONFIG_${name}`).join(', ');
    return fail(found, {...details, expected, remedy: lacking});
  }
  const version = byVersion(feature, facts, details.evidence);
  return version.verdict === 'pass' ? pass('configured, by the version there; not probed', details) : version;
};

const byVersion = (feature: Feature, facts: Facts, evidence: readonly string[]): Outcome => {
  const release = valueIfKnown(facts.kernel.release);
  const reached = atLeast(release, feature.since);
  const details = {
    source: 'version' as const,
    evidence: [...evidence, `kernel ${release ?? 'unknown'}`],
    expected: since(feature),
  };
  if (facts.kernel.release.state !== 'known') return unseen('the kernel release', facts.kernel.release, details);
  if (reached === undefined) return unknown(`${release} does not start with a version`, details);
  if (reached && feature.onlyTryingTells)
    return unknown('by its version it is there, but only a probe tells', {...details, remedy: tryIt});
  if (reached) return pass(`mainline has it since ${feature.since}; not probed`, details);
  return backports(release)
    ? unknown(`mainline has it since ${feature.since}, but this distribution backports; not probed`, details)
    : fail(`mainline has it since ${feature.since}`, {...details, remedy: lacking});
};

const tryIt = advise('Run "ebpf doctor" as root: it then loads and attaches a program to see.');

export default featureChecks;
