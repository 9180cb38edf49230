import type {Facts} from '../../facts/facts.ts';
import {probe} from '../../facts/probe.ts';
import {Failure, toldOf} from '../../hosts/failure.ts';
import type {Preference} from '../../kernels/choose.ts';
import {type ArchiveChoice, planKernel} from '../../kernels/plan.ts';
import type {Step} from '../../remedies/step.ts';
import type {Style} from '../../terminal/style.ts';
import type {TaskResult} from '../../terminal/task.ts';
import {lookingAt, type Wait} from '../../terminal/waiting.ts';
import {stepTexts} from '../plan-text.ts';
import {type FirstStepsOptions, firstSteps, probeForKernels, waitsFor} from './first-steps.ts';
import {finishTrial, type InstallOptions, installationOf, installKernel, type KernelInstallation} from './install.ts';
import {kernelPlanText, reviewTrial, trialText} from './plan-text.ts';

/** Which kernel is asked for, where, and how it is shown. */
export interface KernelRequest extends Omit<InstallOptions, 'results'>, FirstStepsOptions {
  readonly preference: Preference;
  readonly archive: ArchiveChoice;
  /** Ends with the plan. */
  readonly dryRun: boolean;
}

/** Who looks on. */
export interface KernelDialogue {
  readonly style: Style;
  readonly wait: Wait;
  /** Shows what is going to be done, or why nothing is. */
  readonly say: (text: string) => void;
  /** Asks whether to do it; rejects when the answer is no. `reboots` is whether another kernel is booted then. */
  readonly confirm: (reboots: boolean) => Promise<void>;
}

/** What came of it; `failure` is what ended the work after it had begun, or that the reboot is left. */
export interface KernelOutcome {
  readonly installation: KernelInstallation;
  readonly failure?: Failure;
}

/**
 * Gets a host another kernel: goes on with one that an earlier run made ready, makes apt ready to be asked, chooses, shows, asks, installs, boots.
 * @throws Failure when nothing was begun.
 */
export const setUpKernel = async (
  request: KernelRequest,
  {style, say, wait, confirm}: KernelDialogue,
): Promise<KernelOutcome> => {
  const {host, profiles, preference, archive, reboot, times, dryRun} = request;
  const results: TaskResult[] = [];
  const options = {...request, results};
  const document = (why: string, release?: string): KernelInstallation =>
    installationOf(host.name, {release, why, steps: results});
  const showFirst = (steps: readonly Step[]): void =>
    say(`Before apt can be asked about kernels, as root:\n${stepTexts(steps, 'root', style).join('\n')}`);
  const prepare = async (): Promise<Facts> => {
    const {facts, done} = await probeForKernels({...options, wait}, (steps) => {
      showFirst(steps);
      return confirm(false);
    });
    results.push(...done);
    return facts;
  };

  await host.elevate();
  const earlier = await reviewTrial(host);
  if (earlier?.fallen) say(trialText(earlier, host));
  else if (earlier) {
    const begun = document(trialText(earlier, host), earlier.trial.release);
    if (dryRun) say(begun.why);
    const done = dryRun ? {installation: begun} : await carriedOut(begun, () => finishTrial(earlier, options));
    if (done.failure || (dryRun && !earlier.booted)) return done;
  }
  const facts = dryRun ? await wait(lookingAt(host), () => probe(host, {asRoot: true})) : await prepare();
  const first = dryRun ? await wait('Asking apt', () => firstSteps(host, facts)) : [];
  if (first.length > 0) showFirst(first);
  if (waitsFor(first, {facts, profiles, preference})) {
    const installation = document('Which kernel it would be is told once apt can be asked.');
    say(installation.why);
    return {installation};
  }
  const named = preference !== 'auto';
  const fallen = earlier?.fallen && earlier.trial.release;
  const plan = await wait('Choosing a kernel', () =>
    planKernel(host, facts, profiles, preference, archive, {named, fallen}),
  );
  const {release, decision, passedOver, files} = plan;
  say(kernelPlanText(plan, host, {reboot, times}, style));
  const planned = {...document(decision.why, release), passedOver, files};
  if (release === undefined || dryRun) return {installation: planned};
  await confirm(true);
  return carriedOut(planned, () => installKernel(plan, options));
};

/** How the work ended, once it has begun. */
export const carriedOut = async (
  installation: KernelInstallation,
  work: () => Promise<void>,
): Promise<KernelOutcome> => {
  try {
    await work();
    return {installation};
  } catch (error) {
    if (!(error instanceof Failure)) throw error;
    return {installation: {...installation, error: toldOf(error), exitCode: error.exitCode}, failure: error};
  }
};
