import {at} from '../hosts/at.ts';
import {exitCodes, Failure} from '../hosts/failure.ts';
import type {Host} from '../hosts/host.ts';
import type {KernelPlan} from './plan.ts';
import {type KernelState, readKernelState} from './state.ts';
import {readPin, readPrevious, readTrial, type Trial, trialStage} from './trial.ts';

/** The way back to an older kernel. */
export type WayBack =
  /** A new kernel was made ready and not booted: it is not going to be. Or it has fallen back, and the default is still held for its sake. */
  | {readonly kind: 'cancel'; readonly trial: Trial; readonly fell: boolean}
  /** One on trial runs: the old one is the default still, and any reboot leads to it. Or that reboot has been, and is to be told of. */
  | {readonly kind: 'reboot'; readonly trial: Trial; readonly booted: boolean}
  /** An installed kernel, booted once like a new one and kept then. */
  | {readonly kind: 'install'; readonly plan: KernelPlan};

/**
 * Finds the kernel to go back to: the one that is to be fallen back to, `wanted`, or the one before that which was kept last.
 * @throws Failure where none is known or installed.
 */
export const planBack = async (host: Host, wanted?: string): Promise<WayBack> => {
  const state = await readKernelState(host);
  const trial = await readTrial(host);
  const stage = trial && trialStage(trial, state);
  if (trial && stage === 'pending' && wanted === undefined)
    return trial.back ? {kind: 'reboot', trial, booted: false} : {kind: 'cancel', trial, fell: false};
  if (trial && stage === 'fell back' && wanted === undefined && (await readPin(host)) !== undefined)
    return {kind: 'cancel', trial, fell: true};
  if (trial && stage === 'booted' && (wanted ?? trial.from) === trial.from)
    return trial.back
      ? {kind: 'reboot', trial, booted: true}
      : {
          kind: 'reboot',
          trial: {release: trial.from, from: trial.release, bootId: state.bootId, back: true},
          booted: false,
        };
  const release = wanted ?? (await readPrevious(host));
  return {kind: 'install', plan: planFor(host, state, release)};
};

const planFor = (host: Host, state: KernelState, release: string | undefined): KernelPlan => {
  const installed = state.kernels.map((each) => each.release).filter((each) => each !== state.release);
  if (release === undefined || !installed.includes(release))
    throw new Failure({
      what:
        release === undefined
          ? 'No kernel is known to go back to: none was kept here.'
          : release === state.release
            ? `${release} runs.`
            : `${release} is not installed.`,
      todo:
        installed.length > 0
          ? `Name one that is installed: ebpf kernel back ${installed.at(-1)}${at(host)}. Installed: ${installed.join(', ')}.`
          : `No other kernel is installed. Install one: ebpf kernel install distro${at(host)}`,
      exitCode: exitCodes.usage,
    });
  return {
    decision: {
      choice: {kind: 'installed', release},
      why: `${release} is installed, and was asked for.`,
      passedOver: [],
    },
    state,
    // Whatever it was replaced for, it may lack.
    requirement: {btf: false, minimum: '0'},
    release,
    files: [],
    passedOver: [],
  };
};
