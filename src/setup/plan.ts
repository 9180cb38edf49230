import {assess} from '../assess/assess.ts';
import {attachModeFor} from '../assess/trying.ts';
import {looked, valueIfKnown} from '../facts/fact.ts';
import type {Facts} from '../facts/facts.ts';
import {probe} from '../facts/probe.ts';
import {isRoot} from '../facts/sudo.ts';
import {persist} from '../hosts/persist.ts';
import {type KernelPlan, planKernel} from '../kernels/plan.ts';
import {kernelShortfalls} from '../kernels/requirement.ts';
import {makePlan, type Plan} from '../remedies/plan.ts';
import type {Step} from '../remedies/step.ts';
import {lookingAt, type Wait} from '../terminal/waiting.ts';
import {firstSteps} from './kernel/first-steps.ts';
import {withKernelHint} from './kernel/hint.ts';
import {plannedKernel, reviewTrial, type TrialNow, trialText} from './kernel/plan-text.ts';
import {withoutKernel} from './kernel/without-kernel.ts';
import type {SetupOptions} from './options.ts';
import {resolvePlan} from './resolve-plan.ts';

/** What setup is going to do. */
export interface Planned {
  readonly facts: Facts;
  readonly plan: Plan;
  /** Set when another kernel is needed and wanted. */
  readonly kernel?: KernelPlan;
  /** Set when an earlier run has made one ready. */
  readonly trial?: TrialNow;
  /** Set when one of an earlier run's did not come up. */
  readonly fallen?: TrialNow;
  /** Set when another kernel is wanted and apt can't be asked about any before these steps of the plan are done. */
  readonly first?: readonly Step[];
}

/** How to look at a host before there is a plan. */
export interface PlanMode {
  /** Whether to look as root, which sees more. */
  readonly asRoot: boolean;
  readonly wait: Wait;
  /** Whether what apt needs was done before: it is not asked for twice. */
  readonly aptIsReady?: boolean;
  /** Whether somebody decides by what packages take. */
  readonly sized: boolean;
}

/** What stands between a host and its profiles. */
export const planSetup = (options: SetupOptions, mode: PlanMode): Promise<Planned> =>
  persist(() => look(options, mode), {signal: options.signal, first: !options.host.reached});

const look = async (options: SetupOptions, mode: PlanMode): Promise<Planned> => {
  const {asRoot, wait} = mode;
  const {host, kernel, signal} = options;
  const attach = attachModeFor([options]);
  const facts = await wait(lookingAt(host), () => probe(host, {asRoot, attach}));
  signal.throwIfAborted();
  return wait(kernel ? 'Choosing a kernel' : 'Planning', () => decide(options, facts, mode));
};

const decide = async (options: SetupOptions, facts: Facts, {aptIsReady, sized}: PlanMode): Promise<Planned> => {
  const {host, profiles, kernel: wanted} = options;
  const plan = makePlan(facts, assess(facts, options).findings);
  // That a normal user asks is no obstacle: what needs root goes through sudo, and where that refuses it is told apart.
  const ready = async ({manual, ...rest}: Plan): Promise<Plan> =>
    resolvePlan(
      host,
      {...rest, manual: manual.filter(({check}) => isRoot(facts) || check !== 'priv.effective')},
      {facts, sized},
    );
  const onTrial = valueIfKnown(looked(facts.kernel.onTrial));
  const earlier = onTrial === false ? undefined : await reviewTrial(host);
  const fallen = earlier?.fallen && earlier;
  const trial = earlier?.fallen ? undefined : earlier;
  if (trial) {
    const kernel = {release: trial.trial.release, why: trialText(trial, host), passedOver: [], files: []};
    return {facts, plan: {...(await ready(withoutKernel(plan, facts, options, trial.trial.release))), kernel}, trial};
  }
  const told = {facts, ...(fallen && {fallen})};
  if (!wanted) return {...told, plan: withKernelHint(await ready(plan), facts, profiles)};
  if (kernelShortfalls(facts, profiles).length === 0) return {...told, plan: await ready(plan)};
  const first = aptIsReady ? [] : await firstSteps(host, facts);
  if (first.length > 0) {
    const {steps, ...rest} = await ready(withoutKernel(plan, facts, options));
    const others = steps.filter(({title}) => !first.some((step) => step.title === title));
    return {...told, plan: {...rest, steps: [...first, ...others]}, first};
  }
  const kernel = await planKernel(host, facts, profiles, wanted.preference, wanted.archive, {
    fallen: fallen?.trial.release,
  });
  const planned = plannedKernel(kernel);
  return planned
    ? {...told, plan: {...(await ready(withoutKernel(plan, facts, options, planned.release))), kernel: planned}, kernel}
    : {...told, plan: await ready(plan)};
};
