import type {Host} from '../hosts/host.ts';
import {knownBootLoader} from './boot/find.ts';
import type {BootEntry} from './boot/loader.ts';
import {readEnd, type TrialEnd} from './end.ts';
import {type InstalledKernel, readKernelState} from './state.ts';
import {readPin, readTrial, type TrialStage, trialStage} from './trial.ts';

/** `ebpf.kernel-status/1`: which kernels a host has, and what boots next. */
export interface KernelStatus {
  readonly schema: 'ebpf.kernel-status/1';
  readonly host: string;
  /** `uname -r`. */
  readonly running: string;
  /** The boot loader; absent where it is not one that is known here. */
  readonly loader?: string;
  /** What boots next. */
  readonly next?: NextBoot;
  /** The default of the boot menu; absent where that can't be told. */
  readonly default?: string;
  /** Set while "ebpf" holds a kernel as the default, so that a newer one becomes it only once it has passed verification. */
  readonly heldByEbpf?: string;
  /** A new kernel that an earlier run has made ready to be booted once. */
  readonly trial?: {
    readonly release: string;
    readonly from: string;
    readonly stage: TrialStage;
    /** How it ended, where another kernel runs again. */
    readonly end?: TrialEnd;
  };
  /** The newest first, by the order in /boot reversed. */
  readonly kernels: readonly StatusOfKernel[];
}

export interface NextBoot {
  readonly release: string;
  /** Whether only the next boot is of this kernel. */
  readonly once: boolean;
}

export interface StatusOfKernel {
  readonly release: string;
  /** By its configuration file; absent where there is none. */
  readonly btf?: boolean;
  /** Image and initrd, bytes. */
  readonly bytes: number;
  /** The package that owns the image; empty for an image that was copied there. */
  readonly package: string;
  /** Why it would not boot; absent where nothing is known against it. */
  readonly damage?: string;
}

/** Looks at the kernels of a host, as root; changes nothing. @throws Failure when it can't be looked at. */
export const readKernelStatus = async (host: Host): Promise<KernelStatus> => {
  const state = await readKernelState(host);
  const loader = knownBootLoader(state);
  const releases = state.kernels.map(({release}) => release);
  const entries = await loader?.entries(host, releases);
  const usual = await loader?.defaultRelease(host);
  const once = await loader?.onceRelease(host);
  const boots = once ?? usual;
  const trial = await readTrial(host);
  const stage = trial && trialStage(trial, state);
  const end = trial && stage === 'fell back' ? await readEnd(host, trial) : undefined;
  const held = await readPin(host);
  return {
    schema: 'ebpf.kernel-status/1',
    host: host.name,
    running: state.release,
    ...(loader && {loader: loader.name}),
    ...(boots !== undefined && {next: {release: boots, once: once !== undefined}}),
    ...(usual !== undefined && {default: usual}),
    ...(held !== undefined && {heldByEbpf: held}),
    ...(trial && stage && {trial: {release: trial.release, from: trial.from, stage, ...(end && {end})}}),
    kernels: state.kernels.map((kernel) => statusOf(kernel, entries)).reverse(),
  };
};

const statusOf = (
  {release, image, initrd, modulesDep, btf, package: name}: InstalledKernel,
  entries: ReadonlyMap<string, BootEntry> | undefined,
): StatusOfKernel => {
  const damage =
    image === 0
      ? 'its image is empty'
      : modulesDep === 0
        ? 'it has no modules'
        : entries && !entries.has(release)
          ? 'no entry in the boot menu'
          : entries?.get(release)?.damage;
  return {
    release,
    ...(btf !== undefined && {btf}),
    bytes: image + initrd,
    package: name,
    ...(damage !== undefined && {damage}),
  };
};
