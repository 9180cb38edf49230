import type {Facts} from '../../facts/facts.ts';
import {probe} from '../../facts/probe.ts';
import {exitCodes, Failure} from '../../hosts/failure.ts';
import type {Host} from '../../hosts/host.ts';
import {pause} from '../../hosts/pause.ts';
import {bootLoaderOf} from '../../kernels/boot/find.ts';
import {distroInstall} from '../../kernels/distro.ts';
import {holdFallback} from '../../kernels/fallback.ts';
import {leaveGuard} from '../../kernels/guard.ts';
import {logChange} from '../../kernels/log.ts';
import {clearStage, deliver, inspectPackage, localInstall, rehearse} from '../../kernels/packages.ts';
import type {ArchiveChoice, KernelPlan} from '../../kernels/plan.ts';
import {type RebootTimes, reboot, running, timesFor, waitForBoot} from '../../kernels/reboot.ts';
import {kernelShortfalls} from '../../kernels/requirement.ts';
import {type SigningKey, signKernel} from '../../kernels/signing.ts';
import {readKernelState} from '../../kernels/state.ts';
import {compareWithNoted, noteSurroundings} from '../../kernels/surroundings.ts';
import {forgetTrial, notePin, notePrevious, noteSeen, saveTrial, type Trial, trialStage} from '../../kernels/trial.ts';
import {verifyKernel} from '../../kernels/verify.ts';
import type {Profile} from '../../profiles/profile.ts';
import {showCommand} from '../../remedies/show.ts';
import type {Say, Task} from '../../terminal/task.ts';
import {runApt, usualLockWait} from '../apt/run.ts';
import {downloadText} from './download-text.ts';
import {fellBack} from './trial.ts';

export interface KernelWork {
  readonly host: Host;
  /** For plans with a build of it. */
  readonly archive?: ArchiveChoice;
  readonly signal: AbortSignal;
}

/** What a reboot is told. */
export interface RebootWork extends Pick<KernelWork, 'host' | 'signal'> {
  readonly times: RebootTimes;
}

/** What {@link kernelTasks} leaves behind for a plan; undefined where there is to be no other kernel. */
export const trialOf = ({state, release}: KernelPlan): Trial | undefined =>
  release === undefined ? undefined : {release, from: state.release, bootId: state.bootId};

/** From the kernel that runs to a new one that is made ready to be booted once. Stopped at any point, the host boots as before. */
export const kernelTasks = (work: KernelWork, plan: KernelPlan): readonly Task[] => {
  const {host} = work;
  const {requirement, build, signing} = plan;
  const trial = trialOf(plan);
  if (!trial) return [];
  const {release, from} = trial;
  const loader = bootLoaderOf(plan.state);
  const choice = plan.decision.choice;
  let files: readonly string[] = [];
  const fetch: Task = {
    title: `Download ${release}, check each file, and look at what it would do here`,
    run: async (say) => {
      files = await fetchPackages(work, plan, say);
      return `${files.length} packages, as signed`;
    },
  };
  const install: Task = {
    title: `Install ${release}`,
    run: async (say) => {
      const command = choice.kind === 'distro' ? distroInstall(choice.kernel) : localInstall(files);
      await logChange(
        host,
        `${release} is installed: ${showCommand(command)}`,
        `apt-get purge linux-image-${release} (or linux-image-unsigned-${release}, linux-modules-${release})`,
      );
      await runApt(host, command, {signal: work.signal, say, lockWait: usualLockWait});
      if (build) await clearStage(host);
      return undefined;
    },
  };
  const sign = (key: SigningKey): Task => ({
    title: `Sign ${release} with ${key.key}`,
    run: () => signKernel(host, release, key).then(() => undefined),
  });
  return [
    ...(build ? [fetch] : []),
    {
      title: `Keep ${from} the default until ${release} has passed verification`,
      run: async () => {
        await logChange(
          host,
          `${from} is made the default kernel by ${loader.name}, until ${release} has passed verification`,
          loader.undoPin,
        );
        await notePin(host, from);
        await holdFallback(host, plan.state, from);
        await loader.pin(host, from);
        return undefined;
      },
    },
    ...(choice.kind === 'installed' ? [] : [install]),
    ...(signing ? [sign(signing)] : []),
    {
      title: `Look whether ${release} can boot: image, modules, initrd, boot entry`,
      run: async () => {
        const {mended} = await verifyKernel(host, release, from, requirement);
        return mended.length > 0 ? `made ${mended.join(', ')}` : undefined;
      },
    },
    {
      title: `Have ${release} booted once, at the next reboot`,
      run: async () => {
        await logChange(
          host,
          `${release} is booted at the next reboot, once`,
          `reboot a second time, or: ebpf kernel back`,
        );
        await noteSurroundings(host);
        await saveTrial(host, trial);
        await loader.bootOnce(host, release);
        return 'a panic, or a further reboot, falls back';
      },
    },
  ];
};

/** The image first: it is small, and its scripts tell whether the rest is worth its download. */
const fetchPackages = async (
  {host, archive, signal}: KernelWork,
  {build, files, state, requirement}: KernelPlan,
  say: Say,
): Promise<readonly string[]> => {
  if (!build || !archive) return [];
  const options = {
    ...archive,
    host,
    signal,
    onRetry: (why: string) => say(`${why}; trying again`, 'lasting'),
    onProgress: (file: string, received: number, total?: number) => say(downloadText(file, received, total)),
  };
  const staged: string[] = [];
  for (const file of files) {
    const path = await deliver(build, file, options);
    await orClear(host, inspectPackage(host, path, state, requirement));
    staged.push(path);
  }
  await orClear(host, rehearse(host, staged, state));
  return staged;
};

/** A refusal leaves nothing on the host; the copies here stay, so that another host need not fetch them again. */
const orClear = async (host: Host, look: Promise<void>): Promise<void> => {
  try {
    await look;
  } catch (error) {
    if (!(error instanceof Failure && error.link)) await clearStage(host).catch(() => {});
    throw error;
  }
};

/** Reboots a host elsewhere into the new kernel, and tells which one came. */
export const rebootTask = ({host, signal, times}: RebootWork, trial: Trial): Task => ({
  title: `Reboot ${host.name} into ${trial.release}`,
  run: async (say) => {
    const start = Date.now();
    const {confirmWithin, timeout} = timesFor(times);
    // Asked again after a lost connection, it must not reboot once more.
    if ((await running(host))?.bootId === trial.bootId) {
      await logChange(
        host,
        `the host is rebooted into ${trial.release}${confirmWithin > 0 ? `, with a timer in /etc/ebpf-kernel that reboots it into ${trial.from} after ${confirmWithin} minutes` : ''}`,
        'sh /etc/ebpf-kernel/guard.sh end takes the timer away; any reboot boots the old kernel',
      );
      if (confirmWithin > 0) await leaveGuard(host, trial, confirmWithin * 60);
      await reboot(host);
    }
    const now = await waitForBoot(host, trial.bootId, {signal, say, confirmWithin, patience: timeout * 60_000});
    if (trialStage(trial, now) === 'fell back') throw await fellBack(host, trial, now.release);
    await noteSeen(host, trial);
    return `${now.release} answers after ${Math.round((Date.now() - start) / 1000)} s`;
  },
});

/** Without the hello project: the running kernel has what it was booted for, as the doctor sees it, with tiny programs loaded and attached. */
export const doctorTask = (host: Host, profiles: readonly Profile[]): Task => ({
  title: 'Look whether it has what was missing',
  run: async () => {
    const facts: Facts = await probe(host, {asRoot: true, attach: 'root'});
    const [shortfall] = kernelShortfalls(facts, profiles);
    if (!shortfall) return undefined;
    throw new Failure({
      what: `The new kernel runs, and still lacks something: ${shortfall.title}: ${shortfall.found}.`,
      todo: 'It was not made the default: a further reboot boots the old one again.',
      exitCode: exitCodes.notReady,
    });
  },
});

/**
 * Whether something fails that did not under the kernel before. What is slow to come up, such as an address, is given a minute.
 * @throws Failure that says what: the default stays as it was.
 */
export const compareTask = ({host, signal}: Pick<KernelWork, 'host' | 'signal'>, {release, from}: Trial): Task => ({
  title: `Compare with ${from}: failed units, mounts, addresses, modules`,
  run: async (say) => {
    for (const end = Date.now() + 60_000; ; await pause(5000, signal)) {
      const found = await compareWithNoted(host);
      if (!found) return 'nothing was noted to compare with';
      if (found.worse.length === 0) return [...found.notes].join('; ') || 'as before';
      if (Date.now() < end) {
        say(found.worse.join('; '));
        continue;
      }
      const remote = host.local ? '' : ` --remote ${host.name}`;
      throw new Failure({
        what: `${release} is not made the default: something fails that did not under ${from}.`,
        why: found.worse.join('\n'),
        todo: `${release} runs on, and ${from} boots next; both can be booted. Fix it, or for a unit that does not matter: systemctl reset-failed UNIT. Then: ebpf setup${remote}. To go back: ebpf kernel back${remote}`,
        exitCode: exitCodes.notReady,
      });
    }
  },
});

/** The last task, after the doctor and hello: from now on the new kernel is the default. */
export const keepTask = (host: Host, {release, from}: Trial): Task => ({
  title: `Make ${release} the default`,
  run: async () => {
    const loader = bootLoaderOf(await readKernelState(host));
    await logChange(host, `${release} is made the default kernel`, 'ebpf kernel back');
    await loader.makeDefault(host, release);
    await notePrevious(host, from);
    await forgetTrial(host);
    if (await loader.isPinned(host, release))
      return `by its own name, as ${loader.name} is set up here: newer kernels that are installed do not boot by themselves`;
    return 'it has passed verification';
  },
});
