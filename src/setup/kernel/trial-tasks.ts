import type {Facts} from '../../facts/facts.ts';
import {probe} from '../../facts/probe.ts';
import {at} from '../../hosts/at.ts';
import {exitCodes, Failure} from '../../hosts/failure.ts';
import type {Host} from '../../hosts/host.ts';
import {pause} from '../../hosts/pause.ts';
import {bootLoaderOf} from '../../kernels/boot/find.ts';
import {leaveGuard} from '../../kernels/guard.ts';
import {logChange} from '../../kernels/log.ts';
import {minutes, type RebootTimes, reboot, running, settle, timesFor, waitForBoot} from '../../kernels/reboot.ts';
import {kernelShortfalls} from '../../kernels/requirement.ts';
import {readKernelState} from '../../kernels/state.ts';
import {compareWithNoted} from '../../kernels/surroundings.ts';
import {
  forgetPin,
  forgetTrial,
  notePrevious,
  noteSeen,
  readTrial,
  type Trial,
  trialFile,
  trialStage,
} from '../../kernels/trial.ts';
import type {Profile} from '../../profiles/profile.ts';
import type {Task} from '../../terminal/task.ts';
import type {KernelWork} from './tasks.ts';
import {fellBack} from './trial.ts';

/** What a reboot is told. */
export interface RebootWork extends Pick<KernelWork, 'host' | 'signal'> {
  readonly times: RebootTimes;
}

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
        `the host is rebooted into ${trial.release}${confirmWithin > 0 ? `, with a timer in /etc/ebpf-kernel that reboots it into ${trial.from} after ${minutes(confirmWithin)}` : ''}`,
        'sh /etc/ebpf-kernel/guard.sh end takes the timer away; any reboot boots the old kernel',
      );
      if (confirmWithin > 0) await leaveGuard(host, trial, confirmWithin * 60);
      await reboot(host);
    }
    const boot = (before: string) =>
      waitForBoot(host, before, {signal, say, confirmWithin, patience: timeout * 60_000});
    let now = await boot(trial.bootId);
    await expectSameMachine(host, trial);
    // The timer is stopped at once: the rest of a boot may take longer than it waits.
    if (trialStage(trial, now) === 'booted' && !(await noteSeen(host, trial))) {
      say(
        `${trial.release} was reached later than ${minutes(confirmWithin)} after its boot (--confirm-within)`,
        'lasting',
      );
      now = await boot(now.bootId);
    }
    await settle(host);
    if (trialStage(trial, now) === 'fell back') throw await fallen(host, trial, now.release);
    return `${now.release} answers after ${Math.round((Date.now() - start) / 1000)} s`;
  },
});

/** What is to be told of a kernel that another one runs after, which is the default as before. */
const fallen = async (host: Host, trial: Trial, running: string): Promise<Failure> => {
  const failure = await fellBack(host, trial, running);
  await letGo(host, trial, running);
  return failure;
};

/**
 * Several machines may answer to one name with one key: clones of an image, a cluster. What was rebooted keeps its trial on its disk.
 * @throws Failure before anything is changed on another one.
 */
const expectSameMachine = async (host: Host, trial: Trial): Promise<void> => {
  const there = await readTrial(host);
  if (there?.release === trial.release && there.bootId === trial.bootId) return;
  throw new Failure({
    what: `What answers as ${host.name} now has no word of the kernel on trial.`,
    why: `${trial.release} was made ready on a machine that keeps that in ${trialFile}. This is another machine with the same name and key, its disk is not mounted, or somebody ended the trial.`,
    todo: `Nothing was changed there, and ${trial.from} stays the default on the machine that was rebooted. Name each machine by itself, then: ebpf kernel status${at(host)}`,
    exitCode: exitCodes.unknown,
  });
};

/**
 * What was seen of a host is of the new kernel only while that runs: the host may have been rebooted meanwhile.
 * @throws Failure where it does not run.
 */
const stillOnTrial = async (host: Host, trial: Trial): Promise<void> => {
  const now = await running(host);
  if (now) await expectSameMachine(host, trial);
  if (now && trialStage(trial, now) === 'booted') return;
  if (now && trialStage(trial, now) === 'fell back') throw await fallen(host, trial, now.release);
  throw new Failure({
    what: `Which kernel ${host.name} runs could not be found out.`,
    todo: `${trial.from} stays the default. ebpf kernel status${at(host)} tells where it stands.`,
    exitCode: exitCodes.unknown,
  });
};

/** The default is the newest kernel again, but for the one that fell: updates of the one that runs boot as they did before. */
const letGo = async (host: Host, {release}: Trial, running: string): Promise<void> => {
  try {
    const loader = bootLoaderOf(await readKernelState(host), host.name);
    await logChange(
      host,
      `the default kernel is the newest again, but for ${release}, which fell back`,
      loader.undoPin,
    );
    await loader.makeDefault(host, running);
    await forgetPin(host);
  } catch (error) {
    // Why the kernel fell is what is to be told; "ebpf kernel status" tells that the default is still held.
    if (!(error instanceof Failure)) throw error;
  }
};

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
export const compareTask = ({host, signal}: Pick<KernelWork, 'host' | 'signal'>, trial: Trial): Task => ({
  title: `Compare with ${trial.from}: failed units, mounts, addresses, modules`,
  run: async (say) => {
    for (const end = Date.now() + 60_000; ; await pause(5000, signal)) {
      const found = await compareWithNoted(host);
      await stillOnTrial(host, trial);
      const {release, from} = trial;
      if (!found) return 'nothing was noted to compare with';
      if (found.worse.length === 0) return [...found.notes].join('; ') || 'as before';
      if (Date.now() < end) {
        say(found.worse.join('; '));
        continue;
      }
      throw new Failure({
        what: `${release} is not made the default: something fails that did not under ${from}.`,
        why: found.worse.join('\n'),
        todo: `${release} runs on, and ${from} boots next; both can be booted. Fix it, or for a unit that does not matter: systemctl reset-failed UNIT. Then: ebpf setup${at(host)}. To go back: ebpf kernel back${at(host)}`,
        exitCode: exitCodes.notReady,
      });
    }
  },
});

/** The last task, after the doctor and hello: from now on the new kernel is the default. */
export const keepTask = (host: Host, trial: Trial): Task => ({
  title: `Make ${trial.release} the default`,
  run: async () => {
    const {release, from} = trial;
    await stillOnTrial(host, trial);
    const loader = bootLoaderOf(await readKernelState(host), host.name);
    const byHand = await loader.onceByHand(host, from);
    await logChange(
      host,
      `${release} is made the default kernel`,
      byHand ? `${byHand} && reboot boots ${from} once` : `choose another in the menu of ${loader.name}`,
    );
    await loader.makeDefault(host, release);
    await notePrevious(host, from);
    await forgetTrial(host);
    if (await loader.isPinned(host, release))
      return `by its own name, as ${loader.name} is set up here: newer kernels that are installed do not boot by themselves`;
    return 'it has passed verification';
  },
});
