import {type AskedChecks, askedChecks} from './assess/asked.ts';
import {assess} from './assess/assess.ts';
import {makeReport} from './assess/make.ts';
import type {Report} from './assess/report.ts';
import {mustBe, optionsOf, strictOptions} from './assess/strict-options.ts';
import {catalogue} from './checks/catalogue.ts';
import type {Diagnosis} from './explain/diagnosis.ts';
import type {Question} from './explain/explain.ts';
import type {Facts} from './facts/facts.ts';
import {type ProbeOptions, probe as probeHost} from './facts/probe.ts';
import {soundFacts} from './facts/sound.ts';
import type {Ask} from './hosts/ask.ts';
import {exitCodes, Failure} from './hosts/failure.ts';
import type {Host} from './hosts/host.ts';
import {localHost} from './hosts/local.ts';
import {openHosts} from './hosts/open.ts';
import type {Followed} from './policy/followed.ts';
import {judgeBy} from './policy/judge.ts';
import type {Inspection} from './programs/inspect/document.ts';
import type {Loader} from './programs/loader.ts';
import {makePlan, type Plan} from './remedies/plan.ts';
import {type FormatName, formatted, knownFormat} from './reports/formats.ts';
import {plainStyle} from './terminal/style.ts';
import {version} from './version.ts';

// Every type that a caller meets, so that each can be named; a test rolls them up and looks for one that is missing.
export type {AskedChecks} from './assess/asked.ts';
export type {Change, Finding, FollowedPolicy, HostReport, Ignored, ProbableCause, Since} from './assess/report.ts';
export type {Check, Outcome, Source, Verdict} from './checks/check.ts';
export type {Diagnosis, RankedCause, Remark} from './explain/diagnosis.ts';
export type {Context} from './explain/evidence/context.ts';
export type {Question} from './explain/explain.ts';
export type {Label} from './explain/label.ts';
export type {AttachFacts, AttachProbe, Attempt} from './facts/attach.ts';
export type {CompileFacts, CompileResult, CompileStep} from './facts/compile.ts';
export type {Absent, Fact, Known, Unreadable} from './facts/fact.ts';
export type * from './facts/facts.ts';
export {loadFacts, type Telling} from './facts/load.ts';
export {parseProbe} from './facts/parse.ts';
export {type AttachMode, probeScript, type ToolsMode} from './facts/probe.ts';
export type {Ask, UnknownKey} from './hosts/ask.ts';
export {type ExitCode, exitCodes, type FailureOptions, type LinkFailure} from './hosts/failure.ts';
export type {FileOptions, RunOptions, RunResult} from './hosts/host.ts';
export {localHost} from './hosts/local.ts';
export {profiles} from './profiles/catalogue.ts';
export type {Profile, Readiness, Severity} from './profiles/profile.ts';
export type {IsaFeature} from './programs/code/isa.ts';
export type {RelocationKind} from './programs/core/relocation.ts';
export type * from './programs/inspect/document.ts';
export type {Loader} from './programs/loader.ts';
export type {Extern} from './programs/object/externs.ts';
export type {MapShape, NamedMap} from './programs/object/maps.ts';
export type {StructOps} from './programs/object/struct-ops.ts';
export type {Elevation} from './remedies/elevation.ts';
export type {Manual, PlannedKernel} from './remedies/plan.ts';
export type {Command, Need, Remedy} from './remedies/remedy.ts';
export type {CommandStep, HeadersStep, PackageStep, RepairStep, Size, Step, StepBase} from './remedies/step.ts';
export {type FormatName, formatNames} from './reports/formats.ts';
export type {Host, Plan, ProbeOptions, Report};
export {catalogue as checks, Failure};

/** A policy that was read by {@link loadPolicy}. What it demands is between that and {@link evaluate}. */
export interface Policy {
  /** As it was named. */
  readonly file: string;
  /** What it extends, and then itself. */
  readonly files: readonly string[];
}

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
export const probe = async (given: ProbeOptions & {readonly host?: Host} = {}): Promise<Facts> => {
  const {host = localHost(), ...options} = strictOptions(given, optionsOf.probe);
  return probeHost(host, options);
};

/**
 * Judges the facts of one host or of several, as `ebpf doctor` does. Pure.
 * Throws a {@link Failure} for what the command line refuses, too: no facts, facts of another schema, a report, names that do not exist,
 * a check that is both required and ignored, a policy that demands nothing.
 */
export const evaluate = (facts: Facts | readonly Facts[], options: EvaluateOptions = {}): Report => {
  const {profiles = [], strict = false, policy, ...asked} = strictOptions(options, optionsOf.evaluate);
  const followed = policy as Followed | undefined;
  const judge = judgeBy({...askedChecks(asked), profiles}, followed);
  const hosts = soundFacts(facts).map((one) => assess(one, judge(one.host)));
  return makeReport(hosts, version, {strict, policy: followed?.toldOf(hosts.map(({host}) => host))});
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

/** The report in a format: what `ebpf doctor --format NAME` writes to a file. Rejects with a {@link Failure} for another format, and for what is no report. */
export const formatReport = async (report: Report, name: FormatName): Promise<string> => {
  const format = knownFormat(name);
  const {soundReport} = await import('./assess/read-report.ts');
  return formatted(format, await soundReport(report), plainStyle);
};

/** Why a tool failed, from what it printed, as `ebpf explain` tells it. Looks at nothing but the question. */
export const explain = async (question: Question): Promise<Diagnosis> => {
  mustBe('text of the question', question?.text, 'text');
  return (await import('./explain/explain.ts')).explain(question);
};

/** What is inspected, and against what. */
export interface InspectOptions {
  /** What the result calls the object. */
  readonly file?: string;
  /** BTF of kernels by their names: says of each whether it has the types that the programs reach. */
  readonly btf?: Readonly<Record<string, Uint8Array>>;
  /** Who loads it. Default: whoever a program that carries it tells, else libbpf. */
  readonly loader?: Loader;
}

/** What compiled BPF programs require of a kernel, as `ebpf inspect` tells it. Rejects with a {@link Failure} for what is no BPF object. */
export const inspect = async (
  bytes: Uint8Array,
  {file = 'object', btf = {}, loader}: InspectOptions = {},
): Promise<Inspection> => {
  mustBe('object', bytes, 'bytes');
  const [{inspect: look}, {typesOnKernel}, {typesInBytes}] = await Promise.all([
    import('./programs/inspect/inspect.ts'),
    import('./programs/inspect/on-kernel.ts'),
    import('./programs/kernel/types-in.ts'),
  ]);
  const kernels = Object.entries(btf).map(([name, types]) => [name, typesInBytes(name, types)] as const);
  const objects = look(file, bytes, loader).map(({object, document}) => ({
    ...document,
    ...(kernels.length > 0 && {kernels: kernels.map(([name, types]) => typesOnKernel(object, name, types))}),
  }));
  return {schema: 'ebpf.inspect/1', objects};
};

/** How a host is reached. */
export interface SshOptions {
  /** Read in place of the user's ssh_config. */
  readonly sshConfig?: string;
  /** Trust and remember the key of a host that was never seen. A changed key is refused all the same. */
  readonly acceptNewHostKeys?: boolean;
  /** Asks for passwords and about keys. Default: nobody is asked. */
  readonly ask?: Ask;
  /** Ends every attempt to connect. */
  readonly signal?: AbortSignal;
}

/** A host over SSH, by `[user@]host[:port]`, `ssh://` or an alias of ssh_config; connected at its first command. Call `close()` in the end. */
export const sshHost = async (destination: string, options: SshOptions = {}): Promise<Host> => {
  const [host] = await openHosts({...options, remote: [destination]});
  return host ?? localHost();
};
