import {at} from '../../hosts/at.ts';
import {planBack} from '../../kernels/back.ts';
import {bootLoaderOf} from '../../kernels/boot/find.ts';
import {readKernelState} from '../../kernels/state.ts';
import {forgetTrial, saveTrial} from '../../kernels/trial.ts';
import {runTasks} from '../../terminal/run-tasks.ts';
import {hostTasks} from '../tasks/host-tasks.ts';
import {finishTrial, type InstallOptions, installationOf, installKernel, type KernelInstallation} from './install.ts';
import {kernelPlanText} from './plan-text.ts';
import {carriedOut, type KernelDialogue, type KernelOutcome} from './set-up.ts';

export interface BackRequest extends Omit<InstallOptions, 'results' | 'profiles'> {
  /** `uname -r` of the kernel to go back to; the previous one where none is named. */
  readonly wanted?: string | undefined;
  readonly dryRun: boolean;
}

/**
 * Goes back to an older kernel by the way that new ones are booted: once, with a way home, and kept when the host has come up with it.
 * @throws Failure when nothing was begun.
 */
export const goBack = async (request: BackRequest, {style, say, confirm}: KernelDialogue): Promise<KernelOutcome> => {
  const {host, wanted, dryRun, display, signal} = request;
  await host.elevate();
  const way = await planBack(host, wanted);
  // What it was replaced for is no reason against it.
  const options: InstallOptions = {...request, profiles: [], results: []};
  const begun = (release: string | undefined, why: string): KernelInstallation =>
    installationOf(host.name, {release, why, steps: options.results});
  if (way.kind === 'install') {
    const {plan} = way;
    say(kernelPlanText(plan, host, request, style));
    const installation = begun(plan.release, plan.decision.why);
    if (dryRun) return {installation};
    await confirm(true);
    return carriedOut(installation, () => installKernel(plan, options));
  }
  const {trial} = way;
  if (way.kind === 'cancel') {
    const installation = begun(
      trial.from,
      way.fell
        ? `${trial.release} was tried and fell back: ${trial.from} runs on, and the default is no longer held for its sake.`
        : `${trial.release}, made ready by an earlier run, is not booted: ${trial.from} runs on.`,
    );
    say(installation.why);
    if (dryRun) return {installation};
    await confirm(false);
    const task = {
      title: `Make ${trial.from} the default, and let go of ${trial.release}`,
      run: async () => {
        await bootLoaderOf(await readKernelState(host), host.name).makeDefault(host, trial.from);
        await forgetTrial(host);
        return `it stays installed: ebpf kernel remove ${trial.release}${at(host)}`;
      },
    };
    return carriedOut(installation, () => runTasks(hostTasks(host, [task], signal), display, options.results));
  }
  const installation = begun(
    trial.release,
    `${trial.release} is the default; ${way.booted ? 'it runs again.' : `a reboot of ${host.name} leads back to it.`}`,
  );
  say(installation.why);
  if (dryRun) return {installation};
  await confirm(!way.booted);
  return carriedOut(installation, async () => {
    if (!way.booted) await saveTrial(host, trial);
    await finishTrial({trial, booted: way.booted}, options);
  });
};
