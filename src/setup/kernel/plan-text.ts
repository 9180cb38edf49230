import {maintenanceText} from '../../facts/longterm.ts';
import type {Failure} from '../../hosts/failure.ts';
import type {Host} from '../../hosts/host.ts';
import {sized} from '../../hosts/in-words.ts';
import type {Choice} from '../../kernels/choose.ts';
import {distroInstall} from '../../kernels/distro.ts';
import type {KernelPlan} from '../../kernels/plan.ts';
import {type RebootTimes, running, timesFor} from '../../kernels/reboot.ts';
import {readTrial, type Trial, trialStage} from '../../kernels/trial.ts';
import {aptInstall} from '../../remedies/apt.ts';
import type {PlannedKernel} from '../../remedies/plan.ts';
import {showCommand} from '../../remedies/show.ts';
import {paint, type Style} from '../../terminal/style.ts';
import {sizeText} from '../plan-text.ts';
import {dkmsTexts, roomText} from './packages-text.ts';
import {rebootTexts} from './reboot-text.ts';
import {fellBack} from './trial.ts';

/** A kernel that an earlier run made ready. */
export interface TrialNow {
  readonly trial: Trial;
  /** True once the new kernel runs; until then a reboot is needed. */
  readonly booted: boolean;
  /** Set when the host is back on the old kernel, and why: it stands in the way of nothing, and is not booted again unless it is named. */
  readonly fallen?: Failure;
}

/** What became of an earlier run's new kernel. */
export const reviewTrial = async (host: Host): Promise<TrialNow | undefined> => {
  const trial = await readTrial(host);
  const now = trial && (await running(host));
  if (!trial || !now) return undefined;
  const stage = trialStage(trial, now);
  if (stage === 'fell back') return {trial, booted: false, fallen: await fellBack(host, trial, now.release)};
  return {trial, booted: stage === 'booted'};
};

/** What a new kernel means for a host, as a person reads it before saying yes; `reboot` is whether that was allowed. */
export const kernelPlanText = (
  plan: KernelPlan,
  {name, local}: Pick<Host, 'name' | 'local'>,
  {reboot, times}: {readonly reboot: boolean; readonly times: RebootTimes},
  style: Style,
): string => {
  const {decision, state, release, build, files, download, passedOver, instead, signing, size, headers} = plan;
  const {choice, why} = decision;
  const ways = passedOver.map(({what, why: reason}) => `     skipped: ${what}: ${reason}`);
  if (release === undefined) return [why, ...ways].join('\n');
  const install =
    choice.kind === 'distro' ? distroInstall(choice.kernel) : headers === undefined ? undefined : aptInstall([headers]);
  return [
    `${paint(`Another kernel: ${release}`, 'strong', style)}`,
    `     ${why}`,
    ...ways,
    ...(install ? [`     ${showCommand(install)}`, `     ${size ? `${sizeText(size)}; ` : ''}${roomText(state)}`] : []),
    ...(build
      ? [
          `     from ${build.url.href}, signed${download ? `, ${sized(download)}` : ''}:`,
          ...files.map((file) => `       ${file}`),
          `     ${roomText(state)}`,
        ]
      : []),
    ...(signing ? [`     and signed once more on ${name}, with ${signing.key}, for Secure Boot`] : []),
    ...maintained(choice, release),
    `     ${state.release} stays installed and the default; ${release} is booted once, and kept after it passes verification.`,
    ...rebootTexts(
      state,
      release,
      {name, local},
      reboot && !local ? timesFor(times) : {timeout: 0, confirmWithin: times.confirmWithin ?? 0},
    ),
    ...(instead ? instead.split('\n').map((line) => `     ${line}`) : []),
    ...dkmsTexts(plan).map((line) => `     ${line}`),
  ].join('\n');
};

/** How long kernel.org mends the version; a distribution's own is mended by the distribution. */
const maintained = ({kind}: Choice, release: string): readonly string[] => {
  const text = kind === 'mainline' ? maintenanceText(release) : undefined;
  return text ? [`     ${text}`] : [];
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
export const trialText = ({trial: {release}, booted, fallen}: TrialNow, {name}: Pick<Host, 'name'>): string =>
  fallen
    ? [`Of an earlier run: ${fallen.what}`, fallen.why, fallen.todo]
        .filter(Boolean)
        .join('\n')
        .replaceAll('\n', '\n     ')
    : booted
      ? `${release}, made ready by an earlier run, runs on ${name}: it becomes the default once the program has traced an execve.`
      : `${release}, made ready by an earlier run, is booted at the next reboot of ${name}.`;
