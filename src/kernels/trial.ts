import {isRelease} from '../facts/release.ts';
import {cleanLine} from '../hosts/clean.ts';
import type {Host} from '../hosts/host.ts';
import {releaseFallback} from './fallback.ts';
import {removeFile, textOf, writeFileAs} from './files.ts';
import {endGuard} from './guard.ts';
import {beforeFile} from './surroundings.ts';

/** A new kernel that is to be booted once, on the host's own disk so that any run of ours, here or from elsewhere, finds it. */
export interface Trial {
  /** Of the new kernel. */
  readonly release: string;
  /** That ran before and stays the default until the new one has proved itself. */
  readonly from: string;
  /** Of the boot in which it was made ready: another one means that the host was rebooted since. */
  readonly bootId: string;
  /** Set when we have seen the new kernel run. */
  readonly seen?: true;
  /** Set for the way back to an older kernel. */
  readonly back?: true;
}

/** In a folder of its own that everyone may look into: whoever runs setup is to know what an earlier run has begun. The probe looks for it. */
export const trialFile = '/var/lib/ebpf-kernel/trial.json';

/** Where a trial stands. */
export type TrialStage =
  /** Made ready; the host was not rebooted yet. */
  | 'pending'
  /** The new kernel runs. */
  | 'booted'
  /** The host was rebooted, and another kernel runs. */
  | 'fell back';

export const trialStage = ({release, bootId}: Trial, now: {release: string; bootId: string}): TrialStage => {
  if (now.bootId === bootId) return 'pending';
  return now.release === release ? 'booted' : 'fell back';
};

export const parseTrial = (text: string): Trial | undefined => {
  if (!text) return undefined;
  try {
    const {release, from, bootId, seen, back} = JSON.parse(text);
    const whole =
      [release, from, bootId].every((each) => typeof each === 'string' && each === cleanLine(each)) &&
      [release, from].every(isRelease);
    return whole ? {release, from, bootId, ...(seen === true && {seen}), ...(back === true && {back})} : undefined;
  } catch {
    return undefined;
  }
};

/** The trial that an earlier run has begun on a host. */
export const readTrial = async (host: Host): Promise<Trial | undefined> => parseTrial(await textOf(host, trialFile));

export const saveTrial = (host: Host, trial: Trial): Promise<void> =>
  writeFileAs(host, trialFile, `${JSON.stringify(trial)}\n`);

/**
 * The new kernel was reached: what would reboot the host is stopped. Noted, so that a way back that somebody took later is not called a kernel
 * that did not come up. False: it was reached too late, and the host is on its way into the old one.
 */
export const noteSeen = async (host: Host, trial: Trial): Promise<boolean> => {
  const inTime = await endGuard(host);
  if (inTime && !trial.seen) await saveTrial(host, {...trial, seen: true});
  return inTime;
};

const releaseIn = async (host: Host, file: string): Promise<string | undefined> => {
  const release = (await textOf(host, file)).trim();
  return isRelease(release) ? release : undefined;
};

/** Beside the trial: the kernel that a run has pinned as the default, from before dpkg began. Without a trial that run was cut short, or failed. */
const pinFile = '/var/lib/ebpf-kernel/pinned';

export const notePin = (host: Host, release: string): Promise<void> => writeFileAs(host, pinFile, `${release}\n`);

/** The kernel that an earlier run has pinned and not let go of. */
export const readPin = (host: Host): Promise<string | undefined> => releaseIn(host, pinFile);

/** The pin is gone; the trial is remembered. */
export const forgetPin = (host: Host): Promise<void> => removeFile(host, pinFile);

/** Call it when the kernel that was on trial, or is left after it, is the default without our pin. */
export const forgetTrial = async (host: Host): Promise<void> => {
  await endGuard(host);
  await releaseFallback(host);
  await removeFile(host, trialFile);
  await removeFile(host, beforeFile);
  await forgetPin(host);
};

/** The kernel that ran before the one that was kept last: where "ebpf kernel back" leads. */
const previousFile = '/var/lib/ebpf-kernel/previous';

export const notePrevious = (host: Host, release: string): Promise<void> =>
  writeFileAs(host, previousFile, `${release}\n`);

export const readPrevious = (host: Host): Promise<string | undefined> => releaseIn(host, previousFile);
