import {catalogue} from '../checks/catalogue.ts';
import type {Check} from '../checks/check.ts';
import {type Evaluated, evaluateCheck} from '../checks/evaluate.ts';
import {groupOf} from '../checks/groups.ts';
import {valueIfKnown} from '../facts/fact.ts';
import type {Facts} from '../facts/facts.ts';
import {withSudo} from '../facts/sudo.ts';
import {shortLine} from '../hosts/clean.ts';
import type {Profile} from '../profiles/profile.ts';
import {resolveRemedy} from '../remedies/resolve.ts';
import {groupByCause} from './consequences.ts';
import type {AssessOptions} from './options.ts';
import type {Finding, HostReport} from './report.ts';
import {unjudgedReport} from './unjudged.ts';
import {readinessBy} from './verdict.ts';
import {type Weight, weigh} from './weigh.ts';
import {evaluateWithSudo, type SudoOutcome} from './with-sudo.ts';

export type {AssessOptions, Judge} from './options.ts';

/** Facts to findings, for one host. Pure. Whatever the facts are, it is that host's report alone that they cost. */
export const assess = (facts: Facts, options: AssessOptions): HostReport => {
  try {
    return judge(facts, options);
  } catch (error) {
    return unjudgedReport(facts.host, error, options.profiles);
  }
};

/** What is asked of hosts. */
interface Demand {
  /** Ids that stand or fall with a profile, by its name. */
  readonly required: readonly (readonly [profile: string, ids: readonly string[]])[];
  readonly checks: readonly Asked[];
}

interface Asked {
  readonly check: Check;
  readonly weight: Weight;
  /** What its finding is on every host. */
  readonly told: Omit<Finding, keyof SudoOutcome>;
}

/** Of hosts that are judged alike the same is asked. */
const demands = new WeakMap<AssessOptions, Demand>();

const demandOf = (options: AssessOptions): Demand => {
  const known = demands.get(options);
  if (known) return known;
  const {profiles, only = [], rules, programs = []} = options;
  const required =
    only.length > 0 ? [] : profiles.map((profile) => [profile.name, requiredBy(profile, options)] as const);
  const decides = (id: string) => required.flatMap(([name, ids]) => (ids.includes(id) ? [name] : []));
  const own = programs.flatMap((each) => each.checks);
  const checks = [...catalogue, ...(only.length > 0 ? [] : (rules?.checks ?? [])), ...own].flatMap((check): Asked[] => {
    const weight = weigh(check, options);
    return weight ? [{check, weight, told: toldOf(check, weight, decides(check.id))}] : [];
  });
  const demand = {required, checks};
  demands.set(options, demand);
  return demand;
};

const judge = (facts: Facts, options: AssessOptions): HostReport => {
  const {rules, programs = []} = options;
  const lifted = withSudo(facts);
  const {required, checks} = demandOf(options);
  const findings = groupByCause(checks.map((asked) => makeFinding(asked, {facts, lifted})));
  const verdicts = new Map(findings.map(({id, verdict}) => [id, verdict]));
  return {
    host: facts.host,
    reachable: true,
    ...timeOf(facts),
    ...(rules && rules.groups.length > 0 && {groups: rules.groups}),
    os: shortLine(valueIfKnown(facts.os)?.prettyName ?? '', 200),
    kernel: shortLine(valueIfKnown(facts.kernel.release) ?? '', 200),
    arch: shortLine(valueIfKnown(facts.kernel.arch) ?? '', 200),
    profiles: Object.fromEntries(required.map(([name, ids]) => [name, readinessBy(ids.map((id) => verdicts.get(id)))])),
    ...(programs.length > 0 && {
      objects: Object.fromEntries(programs.map(({profile, file}) => [profile.name, file])),
    }),
    ...(findings.some((each) => each.withSudo && each.severity === 'required') && {withSudo: true as const}),
    findings,
  };
};

const timeOf = ({time}: Facts): {time?: string} => {
  const date = new Date((valueIfKnown(time) ?? Number.NaN) * 1000);
  return Number.isNaN(date.valueOf()) ? {} : {time: date.toISOString().replace('.000Z', 'Z')};
};

/** What stands or falls with a profile: its own required checks, and those that were asked for beside them. */
const requiredBy = ({required}: Profile, {require = [], ignore = [], rules}: AssessOptions): readonly string[] => {
  const excused = (rules?.ignored ?? []).map(({check}) => check).filter((id) => !require.includes(id));
  const left = new Set([...ignore, ...excused]);
  const asked = [...(rules?.required ?? []).map(({check}) => check), ...(rules?.checks ?? []).map(({id}) => id)];
  return [...required, ...require, ...asked].filter((id) => !left.has(id));
};

/** `decides` are the profiles that the check decides on. */
const toldOf = (check: Check, {severity, origin, ignored}: Weight, decides: readonly string[]): Asked['told'] => ({
  id: check.id,
  title: check.title,
  group: groupOf(check.id),
  severity,
  why: check.why,
  docs: check.docs ?? `docs/checks.md#${check.id.replace('.', '')}`,
  origin,
  ...(decides.length > 0 && {decides}),
  ...(ignored && {ignored}),
});

const makeFinding = (
  {check, weight: {own}, told}: Asked,
  {facts, lifted}: {readonly facts: Facts; readonly lifted: Facts | undefined},
): Finding => {
  const outcome: SudoOutcome =
    lifted && !own
      ? evaluateWithSudo(resolved(check, facts), facts, lifted)
      : evaluateCheck(resolved(check, facts), facts);
  return {...onLines(outcome), ...told};
};

/** The check with this host's commands in its remedy, as the user who looked would type them: what throws there is the check's, too. */
const resolved = (check: Check, own: Facts): Evaluated => ({
  evaluate: (facts) => {
    const outcome = check.evaluate(facts);
    return outcome.remedy ? {...outcome, remedy: resolveRemedy(outcome.remedy, own)} : outcome;
  },
});

/** The words of a host take the room that they are given: no line feed or length of theirs makes a line of the report that is not ours. */
const onLines = ({found, expected, evidence, remedy, ...rest}: SudoOutcome): SudoOutcome => ({
  ...rest,
  found: shortLine(found, 500),
  expected: shortLine(expected, 500),
  evidence: evidence
    .flatMap((text) => text.split('\n'))
    .slice(0, 200)
    .map((line) => shortLine(line, 1000)),
  ...(remedy && {remedy: {...remedy, text: shortLine(remedy.text, 2000)}}),
});
