import broken from '../../checks/apt/broken.ts';
import type {Facts} from '../../facts/facts.ts';
import {probe} from '../../facts/probe.ts';
import type {Host} from '../../hosts/host.ts';
import type {Preference} from '../../kernels/choose.ts';
import {kernelShortfalls} from '../../kernels/requirement.ts';
import type {Profile} from '../../profiles/profile.ts';
import {repairStep, updateStep} from '../../remedies/apt-steps.ts';
import type {CommandStep, RepairStep, Step} from '../../remedies/step.ts';
import {type Display, runTasks} from '../../terminal/run-tasks.ts';
import type {TaskResult} from '../../terminal/task.ts';
import {lookingAt, type Wait} from '../../terminal/waiting.ts';
import {stepTasks} from '../carry-out.ts';
import {resolveSteps} from '../resolve-plan.ts';

/** Where and how the first steps are carried out. */
export interface FirstStepsOptions {
  readonly host: Host;
  readonly display: Display;
  readonly signal: AbortSignal;
  /** Seconds to wait while another package manager holds a lock. */
  readonly lockWait: number;
}

/** What has to be done on a host before its apt can be asked about kernels, with the exact commands. */
export const firstSteps = (host: Host, facts: Facts): Promise<readonly Step[]> =>
  resolveSteps(host, aptSteps(facts), {facts});

/** Whether the choice of a kernel has to wait for these steps: apt can't be asked for the distribution's own before. */
export const waitsFor = (
  steps: readonly Step[],
  {facts, profiles, preference}: {facts: Facts; profiles: readonly Profile[]; preference: Preference},
): boolean =>
  steps.length > 0 &&
  (preference === 'distro' || (preference === 'auto' && kernelShortfalls(facts, profiles).length > 0));

/** Does it. @throws Failure of the step that fails. */
export const carryOutFirst = async (
  steps: readonly Step[],
  {host, display, signal, lockWait}: FirstStepsOptions,
): Promise<readonly TaskResult[]> => {
  const results: TaskResult[] = [];
  await runTasks(stepTasks(host, steps, {signal, lockWait, onChange: () => {}}), display, results);
  return results;
};

/** The facts of a host whose apt can be asked about kernels; `agree` is shown what that takes, and rejects where it is not to be done. */
export const probeForKernels = async (
  {wait, ...options}: FirstStepsOptions & {readonly wait: Wait},
  agree: (steps: readonly Step[]) => Promise<void>,
): Promise<{readonly facts: Facts; readonly done: readonly TaskResult[]}> => {
  const look = () => wait(lookingAt(options.host), () => probe(options.host, {asRoot: true}));
  const facts = await look();
  const steps = await wait('Asking apt', () => firstSteps(options.host, facts));
  if (steps.length === 0) return {facts, done: []};
  await agree(steps);
  const done = await carryOutFirst(steps, options);
  return {facts: await look(), done};
};

/**
 * What has to be done before a host's apt can be asked about packages at all: it knows nothing without lists, and refuses everything while
 * dpkg is not whole. Lists come first: a package whose unpacking was cut off is fetched again.
 */
const aptSteps = (facts: Facts): readonly (RepairStep | CommandStep)[] => {
  const {verdict, remedy} = broken.evaluate(facts);
  return [
    ...(facts.packages.listsUpdated.state === 'absent' ? [updateStep([])] : []),
    ...(verdict === 'fail' && remedy ? [repairStep({...broken, remedy})] : []),
  ];
};
