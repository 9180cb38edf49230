import {type AskedChecks, askedChecks} from './assess/asked.ts';
import {assess} from './assess/assess.ts';
import {makeReport} from './assess/make.ts';
import type {Report} from './assess/report.ts';
import {strictOptions} from './assess/strict-options.ts';
import type {Facts} from './facts/facts.ts';
import {type ProbeOptions, probe as probeHost} from './facts/probe.ts';
import {soundFacts} from './facts/sound.ts';
import {exitCodes, Failure} from './hosts/failure.ts';
import type {Host} from './hosts/host.ts';
import {localHost} from './hosts/local.ts';
import type {Followed} from './policy/followed.ts';
import {judgeBy} from './policy/judge.ts';
import {makePlan, type Plan} from './remedies/plan.ts';

export type {Finding, FollowedPolicy, HostReport, Ignored} from './assess/report.ts';
export type {Check, Source, Verdict} from './checks/check.ts';
export type {Absent, Fact, Known, Unreadable} from './facts/fact.ts';
export {loadFacts} from './facts/load.ts';
export {parseProbe} from './facts/parse.ts';
export {probeScript} from './facts/probe.ts';
export type {Readiness, Severity} from './profiles/profile.ts';
export type {Manual} from './remedies/plan.ts';
export type {Command, Remedy} from './remedies/remedy.ts';
export type {Step} from './remedies/step.ts';
export type {Facts, Host, Plan, ProbeOptions, Report};
export {Failure};

/** A policy that was read by {@link loadPolicy}. */
export type Policy = Followed;

/** By what facts are judged. Options that are not here, and names that do not exist, are refused. */
export interface EvaluateOptions extends AskedChecks {
  /** Names of profiles, as `ebpf doctor --for` takes them. Default: those of the policy, else libbpf. */
  readonly profiles?: readonly string[];
  /** What {@link loadPolicy} gives. Default: no policy, whatever files there are. */
  readonly policy?: Policy | undefined;
  /** Lets failing recommended checks count: the exit code is then 4. */
  readonly strict?: boolean;
}

/**
 * Looks at a host: this machine, unless another {@link Host} is given. Changes nothing there. One process, one round trip.
 * Rejects with a {@link Failure} when the probe could not run.
 */
export const probe = ({host = localHost(), ...options}: ProbeOptions & {readonly host?: Host} = {}): Promise<Facts> =>
  probeHost(host, options);

/**
 * Judges the facts of one host or of several, as `ebpf doctor` does. Pure.
 * Throws a {@link Failure} for what the command line refuses, too: no facts, facts of another schema, a report in place of facts, profiles
 * and checks that do not exist, a check that is both required and ignored, a policy that demands nothing.
 */
export const evaluate = (facts: Facts | readonly Facts[], options: EvaluateOptions = {}): Report => {
  const {profiles = [], strict = false, policy, ...asked} = strictOptions(options);
  const judge = judgeBy({...askedChecks(asked), profiles}, policy);
  const hosts = soundFacts(facts).map((one) => assess(one, judge(one.host)));
  return makeReport(hosts, version, {strict, policy: policy?.toldOf(hosts.map(({host}) => host))});
};

/** What would get a host ready, in order, as `ebpf setup --dry-run` shows it. Pure; nothing is run. Throws as {@link evaluate} does. */
export const plan = (facts: Facts, options: EvaluateOptions = {}): Plan => {
  const {hosts} = evaluate(facts, options);
  const [host, other] = hosts;
  if (other)
    throw new Failure({what: 'A plan is for one host.', todo: 'Call plan() for each.', exitCode: exitCodes.usage});
  return makePlan([facts].flat()[0] ?? facts, host?.findings ?? []);
};

/** Reads a policy from a file. Rejects with a {@link Failure} that names every mistake with its line and column. */
export const loadPolicy = async (file: string): Promise<Policy> =>
  (await import('./policy/follow.ts')).followPolicy(file);

/** Of this package; set by the build. */
declare const VERSION: string;
const version = typeof VERSION === 'string' ? VERSION : '0.0.0';
