import {catalogue, groupOf} from '../checks/catalogue.ts';
import type {Check} from '../checks/check.ts';
import {evaluateCheck} from '../checks/evaluate.ts';
import {valueIfKnown} from '../facts/fact.ts';
import type {Facts} from '../facts/facts.ts';
import type {Profile, Readiness, Severity} from '../profiles/profile.ts';
import {severityOf} from '../profiles/severity.ts';
import {resolveRemedy} from '../remedies/resolve.ts';
import {groupByCause} from './causes.ts';
import type {Finding, HostReport} from './report.ts';

export interface AssessOptions {
  readonly profiles: readonly Profile[];
  /** Ids to look at; all that the profiles ask for when empty. Naming a check makes it required. */
  readonly only?: readonly string[];
  /** Ids made required, whatever the profiles say. */
  readonly require?: readonly string[];
  /** Ids that are still shown but no longer count. */
  readonly ignore?: readonly string[];
}

/** Facts to findings, for one host. Pure. */
export const assess = (facts: Facts, options: AssessOptions): HostReport => {
  const findings = groupByCause(
    catalogue.flatMap((check): Finding[] => {
      const severity = weigh(check.id, options);
      return severity ? [makeFinding(check, facts, severity)] : [];
    }),
  );
  const verdicts = new Map(findings.map((finding) => [finding.id, finding]));
  return {
    host: facts.host,
    reachable: true,
    os: valueIfKnown(facts.os)?.prettyName ?? '',
    kernel: valueIfKnown(facts.kernel.release) ?? '',
    arch: valueIfKnown(facts.kernel.arch) ?? '',
    profiles: Object.fromEntries(
      options.only?.length
        ? []
        : options.profiles.map((profile) => [profile.name, readiness(requiredBy(profile, options), verdicts)]),
    ),
    findings,
  };
};

const weigh = (id: string, {profiles, only = [], require = [], ignore = []}: AssessOptions): Severity | undefined => {
  if (only.length > 0 && !only.includes(id)) return undefined;
  if (ignore.includes(id)) return 'info';
  if (only.includes(id) || require.includes(id)) return 'required';
  return severityOf(id, profiles);
};

const requiredBy = ({required}: Profile, {require = [], ignore = []}: AssessOptions): readonly string[] =>
  [...required, ...require].filter((id) => !ignore.includes(id));

const makeFinding = (check: Check, facts: Facts, severity: Severity): Finding => {
  const outcome = evaluateCheck(check, facts);
  return {
    ...outcome,
    id: check.id,
    title: check.title,
    group: groupOf(check.id),
    severity,
    why: check.why,
    ...(outcome.remedy && {remedy: resolveRemedy(outcome.remedy, facts)}),
    docs: `docs/checks.md#${check.id.replace('.', '')}`,
  };
};

const readiness = (required: readonly string[], findings: ReadonlyMap<string, Finding>): Readiness => {
  const verdicts = required.map((id) => findings.get(id)?.verdict);
  if (verdicts.includes('fail')) return 'not-ready';
  return verdicts.includes('unknown') ? 'unknown' : 'ready';
};
