import {looked, valueIfKnown} from '../facts/fact.ts';
import type {Facts} from '../facts/facts.ts';
import {probe} from '../facts/probe.ts';
import type {HelloResult} from '../hello/hello.ts';
import type {RouteOptions} from '../hello/route.ts';
import {type ExitCode, Failure} from '../hosts/failure.ts';
import type {Host} from '../hosts/host.ts';
import {persist} from '../hosts/persist.ts';
import type {Preference} from '../kernels/choose.ts';
import {type ArchiveChoice, type KernelPlan, planKernel} from '../kernels/plan.ts';
import {kernelShortfalls} from '../kernels/requirement.ts';
import type {Trial} from '../kernels/trial.ts';
import type {Profile} from '../profiles/profile.ts';
import {makePlan, type Plan} from '../remedies/plan.ts';
import {assess} from '../reports/assess.ts';
import {makeReport} from '../reports/make.ts';
import type {Report} from '../reports/report.ts';
import {attachModeFor} from '../reports/trying.ts';
import {stepTasks} from './carry-out.ts';
import {proofsOf} from './directories.ts';
import {type HelloDone, helloTasks} from './hello-tasks.ts';
import {reviewTrial, type TrialNow} from './kernel.ts';
import {keepTask, kernelTasks, rebootTask, trialOf} from './kernel-tasks.ts';
import {rebootPending} from './kernel-trial.ts';
import {resolvePlan} from './resolve-plan.ts';
import {type Display, runTasks} from './run-tasks.ts';
import type {Task, TaskResult} from './task.ts';

export interface SetupOptions {
  readonly host: Host;
  readonly profiles: readonly Profile[];
  /** Of the hello project, where the user named one. */
  readonly directory?: string | undefined;
  /** What the proofs are told. */
  readonly route?: Partial<RouteOptions> | undefined;
  readonly version: string;
  readonly display: Display;
  /** Seconds to wait while another package manager holds a lock. */
  readonly lockWait: number;
  readonly signal: AbortSignal;
  /** The command line that goes on after a reboot. */
  readonly again: string;
  /** Whether and whence another kernel may come. */
  readonly kernel?: KernelOptions;
}

export interface KernelOptions {
  readonly preference: Preference;
  readonly archive: ArchiveChoice;
  /** Whether a host elsewhere may be rebooted. */
  readonly reboot: boolean;
}

/** What setup is going to do. */
export interface Planned {
  readonly facts: Facts;
  readonly plan: Plan;
  /** Set when another kernel is needed and wanted. */
  readonly kernel?: KernelPlan;
  /** Set when an earlier run has made one ready. */
  readonly trial?: TrialNow;
}

/** `ebpf.setup/1`: what was planned, what was done, and how the host is now. */
export interface SetupResult {
  readonly schema: 'ebpf.setup/1';
  readonly plan: Plan;
  readonly steps: readonly TaskResult[];
  /** False when the host and the project were as they should be before. */
  readonly changed: boolean;
  /** One for each profile, in the order of the profiles. */
  readonly hellos: readonly HelloResult[];
  readonly report?: Report;
  readonly error?: {readonly what: string; readonly why?: string | undefined; readonly todo?: string | undefined};
  readonly exitCode: ExitCode;
}

/** What stands between a host and its profiles, as root sees it where root is to be had. */
export const planSetup = (options: SetupOptions, asRoot: boolean): Promise<Planned> =>
  persist(() => look(options, asRoot), {signal: options.signal, first: true});

const look = async (options: SetupOptions, asRoot: boolean): Promise<Planned> => {
  const {host, profiles, signal, kernel: wanted} = options;
  const facts = await probe(host, {asRoot, attach: attachModeFor([{profiles}])});
  signal.throwIfAborted();
  const plan = makePlan(facts, assess(facts, {profiles}).findings);
  // That a normal user asks is no obstacle: what needs root goes through sudo, and where that refuses it is told apart.
  const isRoot = facts.privileges.uid.state === 'known' && facts.privileges.uid.value === 0;
  const ready = async ({manual, ...rest}: Plan): Promise<Plan> =>
    resolvePlan(host, {...rest, manual: manual.filter(({check}) => isRoot || check !== 'priv.effective')}, facts);
  const onTrial = valueIfKnown(looked(facts.kernel.onTrial));
  const trial = onTrial === false ? undefined : await reviewTrial(host);
  if (trial) return {facts, plan: await ready(withoutKernel(plan, facts, profiles)), trial};
  if (!wanted || kernelShortfalls(facts, profiles).length === 0) return {facts, plan: await ready(plan)};
  const kernel = await planKernel(host, facts, profiles, wanted.preference, wanted.archive);
  return kernel.release === undefined
    ? {facts, plan: await ready(plan)}
    : {facts, plan: await ready(withoutKernel(plan, facts, profiles)), kernel};
};

/** What the new kernel mends is no longer for a person to mend. */
const withoutKernel = (plan: Plan, facts: Facts, profiles: readonly Profile[]): Plan => {
  const mended = kernelShortfalls(facts, profiles).map(({check}) => check);
  return {...plan, manual: plan.manual.filter(({check}) => !mended.includes(check))};
};

/** Carries out the plan, writes and proves the hello project, and looks again. Never rejects for what goes wrong on the host. */
export const carryOutSetup = async (options: SetupOptions, {plan, kernel, trial}: Planned): Promise<SetupResult> => {
  const {host, display, signal, lockWait} = options;
  const steps: TaskResult[] = [];
  const done: HelloDone = {changed: false, hellos: []};
  const end = (exitCode: ExitCode, rest: Partial<SetupResult> = {}): SetupResult => ({
    schema: 'ebpf.setup/1',
    plan,
    steps,
    changed: done.changed || kernel !== undefined || trial !== undefined,
    hellos: done.hellos,
    ...rest,
    exitCode,
  });
  try {
    const onChange = () => {
      done.changed = true;
    };
    const run = (tasks: readonly Task[]) =>
      runTasks(host.local ? tasks : tasks.map((task) => lasting(task, signal)), display, steps);
    const proofs = proofsOf(options.profiles, options.directory).map(({route, directory}) =>
      // On another host make itself makes vmlinux.h.
      helloTasks(route, {...options.route, host, signal, directory, refresh: host.local}, done),
    );
    await run([...proofs.flatMap(({early}) => early), ...stepTasks(host, plan.steps, {signal, lockWait, onChange})]);
    const booted = await changeKernel(options, kernel, trial, run);
    await run([...proofs.flatMap(({late}) => late), ...(booted ? [keepTask(host, booted)] : [])]);
  } catch (error) {
    signal.throwIfAborted();
    if (!(error instanceof Failure)) throw error;
    const {what, why, todo, exitCode} = error;
    return end(exitCode, {error: {what, why, todo}});
  }
  const facts = await persist(() => probe(host, {asRoot: true, attach: attachModeFor([options])}), {signal});
  const report = makeReport([assess(facts, {profiles: options.profiles})], options.version);
  return end(report.exitCode, {report});
};

/** Every task can be done twice, so one that loses its host is begun again when the host is back. */
const lasting = ({title, run}: Task, signal: AbortSignal): Task => ({
  title,
  run: (say) => persist(() => run(say), {signal, onLost: ({what}) => say(`${what}; trying to reach it again`)}),
});

/** Makes a new kernel ready and boots it where that is allowed. @throws Failure with exit code 5 where only the reboot is left. */
const changeKernel = async (
  options: SetupOptions,
  kernel: KernelPlan | undefined,
  earlier: TrialNow | undefined,
  run: (tasks: readonly Task[]) => Promise<void>,
): Promise<Trial | undefined> => {
  const {host, signal, kernel: wanted} = options;
  if (kernel && wanted) await run(kernelTasks({host, signal, archive: wanted.archive}, kernel));
  const trial = earlier?.trial ?? (kernel && trialOf(kernel));
  if (!trial || earlier?.booted) return trial;
  if (host.local || !wanted?.reboot) throw rebootPending(trial, host, options.again);
  await run([rebootTask({host, signal}, trial)]);
  return trial;
};
