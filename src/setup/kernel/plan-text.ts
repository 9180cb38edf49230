import type {Host} from '../../hosts/host.ts';
import {distroInstall} from '../../kernels/distro.ts';
import type {KernelPlan} from '../../kernels/plan.ts';
import {running} from '../../kernels/reboot.ts';
import {readTrial, type Trial, trialStage} from '../../kernels/trial.ts';
import type {PlannedKernel} from '../../remedies/plan.ts';
import {showCommand} from '../../remedies/show.ts';
import {paint, type Style} from '../../terminal/style.ts';
import {fellBack} from './trial.ts';

/** A kernel that an earlier run made ready. */
export interface TrialNow {
  readonly trial: Trial;
  /** True once the new kernel runs; until then a reboot is needed. */
  readonly booted: boolean;
}

/** What became of an earlier run's new kernel. @throws Failure when the host is back on the old one. */
export const reviewTrial = async (host: Host): Promise<TrialNow | undefined> => {
  const trial = await readTrial(host);
  const now = trial && (await running(host));
  if (!trial || !now) return undefined;
  const stage = trialStage(trial, now);
  if (stage === 'fell back') throw await fellBack(host, trial, now.release);
  return {trial, booted: stage === 'booted'};
};

/** What a new kernel means for a host, as a person reads it before saying yes; `reboot` is whether that was allowed. */
export const kernelPlanText = (
  {decision, state, release, build, files, download, passedOver, instead, signing}: KernelPlan,
  {name, local}: Pick<Host, 'name' | 'local'>,
  reboot: boolean,
  style: Style,
): string => {
  const {choice, why} = decision;
  const ways = passedOver.map(({what, why: reason}) => `     skipped: ${what}: ${reason}`);
  if (release === undefined) return [why, ...ways].join('\n');
  const packages = choice.kind === 'distro' ? [`     ${showCommand(distroInstall(choice.kernel))}`] : [];
  return [
    `${paint(`Another kernel: ${release}`, 'strong', style)}`,
    `     ${why}`,
    ...ways,
    ...packages,
    ...(build
      ? [
          `     from ${build.url.href}, signed${download ? `, ${Math.ceil(download / 1e6)} MB` : ''}:`,
          ...files.map((file) => `       ${file}`),
        ]
      : []),
    ...(signing ? [`     and signed once more on ${name}, with ${signing.key}, for Secure Boot`] : []),
    `     ${state.release} stays installed and the default; ${release} is booted once, and kept after it passes verification.`,
    `     ${reboot && !local ? `${name} is rebooted for it.` : `The reboot is left to you${local ? '.' : '; --reboot does it.'}`}`,
    ...(instead ? instead.split('\n').map((line) => `     ${line}`) : []),
    ...(state.dkms.length > 0 ? [`     DKMS modules may not build for it: ${state.dkms.join('; ')}`] : []),
  ].join('\n');
};

/** The same for programs; undefined where there is to be no other kernel. */
export const plannedKernel = ({
  decision: {choice, why},
  release,
  files,
  passedOver,
  instead,
}: KernelPlan): PlannedKernel | undefined =>
  release === undefined
    ? undefined
    : {
        release,
        why,
        passedOver,
        files,
        ...(choice.kind === 'distro' && {command: distroInstall(choice.kernel)}),
        ...(instead && {instead}),
      };

/** What an earlier run's new kernel means for this one. */
export const trialText = ({trial: {release}, booted}: TrialNow, {name}: Pick<Host, 'name'>): string =>
  booted
    ? `${release}, made ready by an earlier run, runs on ${name}: it becomes the default once the program has traced an execve.`
    : `${release}, made ready by an earlier run, is booted at the next reboot of ${name}.`;
