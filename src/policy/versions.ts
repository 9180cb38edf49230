import {satisfies} from 'semver';
import type {OwnCheck} from '../assess/rules.ts';
import {fail, type Outcome, pass, unknown} from '../checks/check.ts';
import type {Fact} from '../facts/fact.ts';
import type {Facts} from '../facts/facts.ts';
import {bestBpftool, bestClang, library} from '../facts/toolchain.ts';
import {parseVersion} from '../facts/version.ts';
import {advise, install, type Need} from '../remedies/remedy.ts';

/** What a policy can give a range of versions for. */
export const subjects = ['kernel', 'clang', 'bpftool', 'libbpf', 'pahole'] as const;

export type Subject = (typeof subjects)[number];

/** A range, and where the policy gives it. */
export interface Range {
  readonly range: string;
  readonly origin: string;
}

/** The check that a subject's version is in every one of the ranges. */
export const versionCheck = (subject: Subject, ranges: readonly Range[]): OwnCheck => ({
  id: `policy.${subject}`,
  title: `${subject} ${ranges.map(({range}) => range).join(' and ')}`,
  why: 'The policy asks for it.',
  reads: `the version of ${subject}`,
  sources: ['docs/policy.md'],
  origin: ranges.map(({origin}) => origin),
  evaluate: (facts) => evaluate(subject, ranges, facts),
});

const evaluate = (subject: Subject, ranges: readonly Range[], facts: Facts): Outcome => {
  const fact = versionOf[subject](facts);
  const source = 'version';
  const expected = `${subject} ${ranges.map(({range}) => range).join(' and ')}`;
  if (fact.state === 'unreadable') return unknown(fact.reason, {source, expected});
  if (fact.state === 'absent')
    return fail('not installed', {source, expected, ...(subject !== 'kernel' && {remedy: install(needs[subject])})});
  const version = asSemver(fact.value ?? '');
  if (version === undefined) return unknown('it does not tell its version', {source, expected});
  const evidence = [`${subject}: ${fact.value}`];
  const missed = ranges.filter(({range}) => !satisfies(version, range));
  if (missed.length === 0) return pass(`${fact.value}`, {source, evidence, expected});
  return fail(`${fact.value}`, {
    source,
    evidence: [...evidence, ...missed.map(({range, origin}) => `${origin} asks for ${range}`)],
    expected,
    remedy: subject === 'kernel' ? otherKernel : otherVersion(subject, expected),
  });
};

const otherKernel = advise('Boot a kernel of these versions: "ebpf kernel list" shows what there is.', {
  needsReboot: true,
});

const otherVersion = (subject: string, expected: string) =>
  advise(
    `Install ${expected}: the distribution's backports may have it. Or let the policy ask for another ${subject}.`,
  );

const needs = {clang: 'clang', bpftool: 'bpftool', libbpf: 'libbpf', pahole: 'pahole'} as const satisfies Record<
  Exclude<Subject, 'kernel'>,
  Need
>;

type Version = Fact<string | undefined>;

const versionOf: Readonly<Record<Subject, (facts: Facts) => Version>> = {
  kernel: ({kernel}) => kernel.release,
  clang: (facts) => ofTool(bestClang(facts)),
  bpftool: (facts) => ofTool(bestBpftool(facts)),
  libbpf: (facts) => ofTool(library(facts, 'libbpf')),
  pahole: ({tools}) => ofTool(tools.pahole),
};

const ofTool = (tool: Fact<{readonly version?: string}>): Version =>
  tool.state === 'known' ? {state: 'known', value: tool.value.version} : tool;

/** The first three numbers: what a distribution adds (`-37-amd64`) would be a prerelease to semver, and be left out of every range. */
const asSemver = (text: string): string | undefined => {
  const version = parseVersion(text);
  return version && [0, 1, 2].map((part) => version[part] ?? 0).join('.');
};
