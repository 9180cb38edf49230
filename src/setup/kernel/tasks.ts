import {exitCodes, Failure} from '../../hosts/failure.ts';
import type {Host} from '../../hosts/host.ts';
import {bootLoaderOf} from '../../kernels/boot/find.ts';
import {distroInstall} from '../../kernels/distro.ts';
import {holdFallback} from '../../kernels/fallback.ts';
import {logChange} from '../../kernels/log.ts';
import {clearStage, deliver, inspectPackage, localInstall, rehearse} from '../../kernels/packages.ts';
import type {ArchiveChoice, KernelPlan} from '../../kernels/plan.ts';
import {running} from '../../kernels/reboot.ts';
import {type SigningKey, signKernel} from '../../kernels/signing.ts';
import {noteSurroundings} from '../../kernels/surroundings.ts';
import {notePin, saveTrial, type Trial} from '../../kernels/trial.ts';
import {verifyKernel} from '../../kernels/verify.ts';
import {aptInstall} from '../../remedies/apt.ts';
import {showCommand} from '../../remedies/show.ts';
import type {Say, Task} from '../../terminal/task.ts';
import {runApt, usualLockWait} from '../apt/run.ts';
import {downloadText} from './download-text.ts';

export interface KernelWork {
  readonly host: Host;
  /** For plans with a build of it. */
  readonly archive?: ArchiveChoice;
  readonly signal: AbortSignal;
}

/** What {@link kernelTasks} leaves behind for a plan; undefined where there is to be no other kernel. */
export const trialOf = ({state, release}: KernelPlan): Trial | undefined =>
  release === undefined ? undefined : {release, from: state.release, bootId: state.bootId};

/** From the kernel that runs to a new one that is made ready to be booted once. Stopped at any point, the host boots as before. */
export const kernelTasks = (work: KernelWork, plan: KernelPlan): readonly Task[] => {
  const {host} = work;
  const {requirement, build, signing, headers} = plan;
  const trial = trialOf(plan);
  if (!trial) return [];
  const {release, from} = trial;
  const loader = bootLoaderOf(plan.state, host.name);
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
  const installHeaders = (name: string): Task => ({
    title: `Install ${name}, by which DKMS builds its modules`,
    run: async (say) => {
      await runApt(host, aptInstall([name]), {signal: work.signal, say, lockWait: usualLockWait});
      return undefined;
    },
  });
  const sign = (key: SigningKey): Task => ({
    title: `Sign ${release} with ${key.key}`,
    run: () => signKernel(host, release, key).then(() => undefined),
  });
  return [
    ...(build ? [fetch] : []),
    {
      title: `Keep ${from} the default until ${release} has passed verification`,
      run: async () => {
        await expectSameBoot(host, trial);
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
    ...(choice.kind === 'installed' ? (headers ? [installHeaders(headers)] : []) : [install]),
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
          `${loader.undoOnce}; after the reboot, reboot once more`,
        );
        await noteSurroundings(host);
        await saveTrial(host, trial);
        await loader.bootOnce(host, release);
        return 'a panic, or a further reboot, falls back';
      },
    },
  ];
};

/** Between the plan and its turn, or the answer, a host may wait for hours. @throws Failure when it was rebooted meanwhile. */
const expectSameBoot = async (host: Host, {bootId}: Trial): Promise<void> => {
  if ((await running(host))?.bootId === bootId) return;
  throw new Failure({
    what: `${host.name} was rebooted after this was planned.`,
    why: 'What was found out about it may be true no more. Its kernels were not changed.',
    todo: 'Run the same line again.',
    exitCode: exitCodes.unknown,
  });
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
