import {assess} from './assess/assess.ts';
import {makeReport} from './assess/make.ts';
import type {Report} from './assess/report.ts';
import type {Facts} from './facts/facts.ts';
import {type ProbeOptions, probe as probeHost} from './facts/probe.ts';
import type {Host} from './hosts/host.ts';
import {localHost} from './hosts/local.ts';
import {chooseProfiles} from './profiles/choose.ts';
import {makePlan, type Plan} from './remedies/plan.ts';

export type {Finding, HostReport, Ignored} from './assess/report.ts';
export type {Check, Source, Verdict} from './checks/check.ts';
export type {Absent, Fact, Known, Unreadable} from './facts/fact.ts';
export {parseProbe} from './facts/parse.ts';
export {probeScript} from './facts/probe.ts';
export {Failure} from './hosts/failure.ts';
export type {Readiness, Severity} from './profiles/profile.ts';
export type {Manual} from './remedies/plan.ts';
export type {Command, Remedy} from './remedies/remedy.ts';
export type {Step} from './remedies/step.ts';
export type {Facts, Host, Plan, ProbeOptions, Report};

/** By what facts are judged. */
export interface EvaluateOptions {
  /** Names of profiles, as `ebpf doctor --for` takes them. Default: libbpf. */
  readonly profiles?: readonly string[];
  /** Ids of checks; naming some looks at these alone, and requires them. */
  readonly only?: readonly string[];
  /** Ids of checks that are required, whatever the profiles say. */
  readonly require?: readonly string[];
  /** Ids of checks that are shown but do not count. */
  readonly ignore?: readonly string[];
  /** Lets failing recommended checks count: the exit code is then 4. */
  readonly strict?: boolean;
}

/**
 * Looks at a host: this machine, unless another {@link Host} is given. Changes nothing there. One process, one round trip.
 * Rejects with a {@link Failure} when the probe could not run.
 */
export const probe = ({host = localHost(), ...options}: ProbeOptions & {readonly host?: Host} = {}): Promise<Facts> =>
  probeHost(host, options);

/** Judges the facts of one host or of several, as `ebpf doctor` does. Pure. Throws a {@link Failure} for a profile that does not exist. */
export const evaluate = (facts: Facts | readonly Facts[], options: EvaluateOptions = {}): Report => {
  const {profiles = [], strict = false, ...asked} = options;
  const chosen = chooseProfiles(profiles);
  const hosts = [facts].flat().map((one) => assess(one, {...asked, profiles: chosen}));
  return makeReport(hosts, version, {strict});
};

/** What would get a host ready, in order, as `ebpf setup --dry-run` shows it. Pure; nothing is run. */
export const plan = (facts: Facts, options: EvaluateOptions = {}): Plan =>
  makePlan(facts, evaluate(facts, options).hosts[0]?.findings ?? []);

/** Of this package; set by the build. */
declare const VERSION: string;
const version = typeof VERSION === 'string' ? VERSION : '0.0.0';
