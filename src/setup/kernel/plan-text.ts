import {maintenanceText} from '../../facts/longterm.ts';
import {shortLine} from '../../hosts/clean.ts';
import type {Failure} from '../../hosts/failure.ts';
import type {Host} from '../../hosts/host.ts';
import {panicAfter} from '../../kernels/boot/loader.ts';
import type {Choice} from '../../kernels/choose.ts';
import {distroInstall} from '../../kernels/distro.ts';
import type {KernelPlan} from '../../kernels/plan.ts';
import {type RebootTimes, running, timesFor} from '../../kernels/reboot.ts';
import type {KernelState} from '../../kernels/state.ts';
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
  {decision, state, release, build, files, download, passedOver, instead, signing}: KernelPlan,
  {name, local}: Pick<Host, 'name' | 'local'>,
  {reboot, times}: {readonly reboot: boolean; readonly times: RebootTimes},
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
    ...maintained(choice, release),
    `     ${state.release} stays installed and the default; ${release} is booted once, and kept after it passes verification.`,
    ...rebootTexts(
      state,
      release,
      {name, local},
      reboot && !local ? timesFor(times) : {timeout: 0, confirmWithin: times.confirmWithin ?? 0},
    ),
    ...(instead ? instead.split('\n').map((line) => `     ${line}`) : []),
    ...(state.dkms.length > 0
      ? [
          `     DKMS builds its modules for it only where its headers are installed (linux-headers-${release}); without them these are missing: ${state.dkms.join('; ')}`,
        ]
      : []),
  ].join('\n');
};

/** How long kernel.org mends the version; a distribution's own is mended by the distribution. */
const maintained = ({kind}: Choice, release: string): readonly string[] => {
  const text = kind === 'mainline' ? maintenanceText(release) : undefined;
  return text ? [`     ${text}`] : [];
};

/** What the reboot means: who does it and who notices, how long the host is away, and what brings the old kernel back. */
const rebootTexts = (
  {release: from, uptime, users, rootEncrypted, unlockedBy}: KernelState,
  release: string,
  {name, local}: Pick<Host, 'name' | 'local'>,
  {timeout, confirmWithin}: {readonly timeout: number; readonly confirmWithin: number},
): readonly string[] => {
  const remote = local ? '' : ` --remote ${name}`;
  return [
    timeout > 0
      ? `${name} is rebooted for it: away for a minute or two, some servers for ten; it is waited for up to ${timeout} minutes (--reboot-timeout).`
      : `The reboot is left to you${local ? '.' : '; --reboot does it.'}`,
    `${name} is up for ${uptimeText(uptime)}; logged in: ${users.length > 0 ? shortLine(users.join(', '), 200) : 'nobody'}.`,
    `If ${release} panics, or does not find its root, ${from} boots again by itself after ${panicAfter} s.`,
    confirmWithin > 0
      ? `If it hangs once its init runs, or this program has not reached it ${confirmWithin} minutes after its boot (--confirm-within), a timer that is left on ${name} reboots it into ${from}. A hang before that needs a reset from its console or its provider: any reboot is of ${from}.`
      : `If it hangs, or comes up without a network, reset ${name} from its console or its provider: any reboot is of ${from}. --confirm-within leaves a timer that does.`,
    ...(rootEncrypted && unlockedBy.length === 0
      ? [
          `The root of ${name} is encrypted, and nothing was found that unlocks it with nobody there: any reboot waits for the passphrase at its console.`,
        ]
      : []),
    `Afterwards ${release} is the default. To go back: ebpf kernel back${remote}`,
  ].map((line) => `     ${line}`);
};

const uptimeText = (seconds: number): string => {
  const hours = Math.floor(seconds / 3600);
  if (hours >= 48) return `${Math.floor(hours / 24)} days`;
  return hours > 0 ? `${hours} h ${Math.floor((seconds % 3600) / 60)} min` : `${Math.floor(seconds / 60)} min`;
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
