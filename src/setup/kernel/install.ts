import {type ExitCode, exitCodes, type ToldFailure} from '../../hosts/failure.ts';
import type {PassedOver} from '../../kernels/distro.ts';
import type {KernelPlan} from '../../kernels/plan.ts';
import type {RebootTimes} from '../../kernels/reboot.ts';
import type {Profile} from '../../profiles/profile.ts';
import {type Display, runTasks} from '../../terminal/run-tasks.ts';
import type {TaskResult} from '../../terminal/task.ts';
import {hostTasks} from '../tasks/host-tasks.ts';
import type {TrialNow} from './plan-text.ts';
import {type KernelWork, kernelTasks, trialOf} from './tasks.ts';
import {confirmBoot, leaveReboot} from './trial.ts';
import {compareTask, doctorTask, keepTask, rebootTask} from './trial-tasks.ts';

/** `ebpf.kernel-install/1`: which kernel was installed and booted, or would be, and how far that has come. */
export interface KernelInstallation {
  readonly schema: 'ebpf.kernel-install/1';
  readonly host: string;
  /** Of the new kernel; absent when the running one suffices. */
  readonly release?: string;
  readonly why: string;
  /** Alternatives that were considered, and why they were not taken. */
  readonly passedOver: readonly PassedOver[];
  /** Packages of the mainline archive. */
  readonly files: readonly string[];
  readonly steps: readonly TaskResult[];
  /** What stopped it; also that only the reboot is left (exit code 5). */
  readonly error?: ToldFailure;
  readonly exitCode: ExitCode;
}

/** What is told of work on a host's kernels before any of it is done. */
export const installationOf = (
  host: string,
  {release, why, steps}: Pick<KernelInstallation, 'why' | 'steps'> & {readonly release?: string | undefined},
): KernelInstallation => ({
  schema: 'ebpf.kernel-install/1',
  host,
  ...(release !== undefined && {release}),
  why,
  passedOver: [],
  files: [],
  steps,
  exitCode: exitCodes.ready,
});

export interface InstallOptions extends KernelWork {
  readonly profiles: readonly Profile[];
  readonly display: Display;
  /** Whether a host elsewhere may be rebooted. */
  readonly reboot: boolean;
  readonly times: RebootTimes;
  /** The command line that goes on after a reboot. */
  readonly again: string;
  readonly results: TaskResult[];
}

/**
 * Installs a kernel and has it booted once; with `reboot`, on a host elsewhere, boots it, looks whether it has what was missing, and keeps it.
 * @throws Failure with exit code 5 when all is ready but the reboot.
 */
export const installKernel = async (plan: KernelPlan, options: InstallOptions): Promise<void> => {
  const {host, display, signal, results} = options;
  await runTasks(hostTasks(host, kernelTasks(options, plan), signal), display, results);
  const trial = trialOf(plan);
  if (trial) await finishTrial({trial, booted: false}, options);
};

/** Goes on with a kernel that was made ready before. */
export const finishTrial = async (
  {trial, booted}: TrialNow,
  {host, profiles, display, reboot, times, again, signal, results}: InstallOptions,
): Promise<void> => {
  if (!booted && (host.local || !reboot)) await leaveReboot(trial, {host, again, times});
  if (booted) await confirmBoot(host, trial);
  const boot = booted ? [] : [rebootTask({host, signal, times}, trial)];
  const tasks = [...boot, doctorTask(host, profiles), compareTask({host, signal}, trial), keepTask(host, trial)];
  await runTasks(hostTasks(host, tasks, signal), display, results);
};
