import {assess} from '../assess/assess.ts';
import {makeReport} from '../assess/make.ts';
import type {Report} from '../assess/report.ts';
import {attachModeFor} from '../assess/trying.ts';
import {probe} from '../facts/probe.ts';
import {isRoot} from '../facts/sudo.ts';
import type {HelloResult} from '../hello/hello.ts';
import {type ExitCode, Failure, type ToldFailure, toldOf} from '../hosts/failure.ts';
import {persist} from '../hosts/persist.ts';
import type {KernelPlan} from '../kernels/plan.ts';
import type {Trial} from '../kernels/trial.ts';
import type {Plan} from '../remedies/plan.ts';
import {runTasks} from '../terminal/run-tasks.ts';
import type {Task, TaskResult} from '../terminal/task.ts';
import {stepTasks} from './carry-out.ts';
import type {TrialNow} from './kernel/plan-text.ts';
import {kernelTasks, trialOf} from './kernel/tasks.ts';
import {confirmBoot, leaveReboot} from './kernel/trial.ts';
import {compareTask, keepTask, rebootTask} from './kernel/trial-tasks.ts';
import {lookAgain} from './look-again.ts';
import type {SetupOptions} from './options.ts';
import type {Planned} from './plan.ts';
import {proofsOf} from './projects.ts';
import {type HelloDone, helloTasks} from './tasks/hello-tasks.ts';
import {hostTasks} from './tasks/host-tasks.ts';

/** `ebpf.setup/1`: what was planned, what was done, and how the host is now. */
export interface SetupResult {
  readonly schema: 'ebpf.setup/1';
  readonly plan: Plan;
  readonly steps: readonly TaskResult[];
  /** False when nothing had to be done. */
  readonly changed: boolean;
  /** One for each profile, in the order of the profiles. */
  readonly hellos: readonly HelloResult[];
  readonly report?: Report;
  readonly error?: ToldFailure;
  readonly exitCode: ExitCode;
}

/**
 * Carries out the plan, writes and proves the hello project, and looks again where the host was changed. `before` is what was done already,
 * for the kernel to be chosen. Never rejects for what goes wrong on the host.
 */
export const carryOutSetup = async (
  options: SetupOptions,
  planned: Planned,
  before: readonly TaskResult[] = [],
): Promise<SetupResult> => {
  const {host, display, signal, lockWait} = options;
  const {plan, kernel, trial} = planned;
  const steps = [...before];
  const untouched = before.length === 0 && plan.steps.length === 0 && !kernel && !trial;
  // What root saw last. The projects change nothing of it.
  let seen = untouched && isRoot(planned.facts) ? planned.facts : undefined;
  const done: HelloDone = {changed: before.length > 0, hellos: []};
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
    const run = (tasks: readonly Task[]) => runTasks(hostTasks(host, tasks, signal), display, steps);
    const hellos = proofsOf(options.profiles, options.directory).map(({route, directory}) =>
      // On another host make itself makes vmlinux.h.
      helloTasks(
        route,
        {...options.route, host, elevation: options.elevation, signal, directory, refresh: host.local},
        done,
      ),
    );
    await run([
      ...hellos.flatMap((hello) => hello.before('packages')),
      ...stepTasks(host, plan.steps, {signal, lockWait, onChange}),
      ...hellos.flatMap((hello) => hello.before('kernel')),
    ]);
    // Another kernel may be what they still lack. Beside the proof: where it finds something, that is why the proof failed.
    const looking = kernel || trial ? undefined : lookAgain(options, plan.steps);
    looking?.catch(() => {});
    try {
      const booted = await changeKernel(options, kernel, trial, run);
      await run([
        ...hellos.flatMap(({late}) => late),
        ...(booted ? [compareTask({host, signal}, booted), keepTask(host, booted)] : []),
      ]);
    } finally {
      seen = (await looking) ?? seen;
    }
  } catch (error) {
    signal.throwIfAborted();
    if (!(error instanceof Failure)) throw error;
    return end(error.exitCode, {error: {...toldOf(error), todo: await nextOf(error, options)}});
  }
  const facts = seen ?? (await persist(() => probe(host, {asRoot: true, attach: attachModeFor([options])}), {signal}));
  const report = makeReport([assess(facts, options)], options.version, {policy: options.policy});
  return end(report.exitCode, {report});
};

/** What to do next: the way out, where the words of what failed tell it, and then setup again. */
const nextOf = async (failure: Failure, {host, elevation}: SetupOptions): Promise<string | undefined> => {
  const {explainOn, wayOut} = await import('../explain/failure.ts');
  const cause = await explainOn(host, failure);
  return cause ? `${wayOut(cause, elevation)}\nThen run setup again: it completes what was begun.` : failure.todo;
};

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
  if (trial && earlier?.booted) await confirmBoot(host, trial);
  if (!trial || earlier?.booted) return trial;
  const times = wanted?.times ?? {};
  if (host.local || !wanted?.reboot) return leaveReboot(trial, {host, again: options.again, times});
  await run([rebootTask({host, signal, times}, trial)]);
  return trial;
};
