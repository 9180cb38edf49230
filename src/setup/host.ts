import {at} from '../hosts/at.ts';
import {kernelShortfalls} from '../kernels/requirement.ts';
import {elevationFor, readerOn} from '../remedies/elevation.ts';
import type {Plan} from '../remedies/plan.ts';
import {showCommand} from '../remedies/show.ts';
import type {Style} from '../terminal/style.ts';
import type {Wait} from '../terminal/waiting.ts';
import {carryOutFirst} from './kernel/first-steps.ts';
import {kernelPlanText, trialText} from './kernel/plan-text.ts';
import type {SetupOptions} from './options.ts';
import {type Planned, planSetup} from './plan.ts';
import {planText} from './plan-text.ts';
import {proofsOf} from './projects.ts';
import {cannotFix, needsRoot} from './refusals.ts';
import {tryToElevate} from './root-access.ts';
import {carryOutSetup, type SetupResult} from './setup.ts';
import {awaitEarlier} from './tasks/root-command.ts';
import {carryOutUndo, planUndo} from './undo.ts';

/** Who looks on while a host is set up. */
export interface Dialogue {
  readonly style: Style;
  /** Tells what is going on, a line at a time. */
  readonly say: (line: string) => void;
  readonly wait: Wait;
  /** Shows what is going to be done, where there is anything. */
  readonly show: (text: string) => void;
  /** Asks whether to do it; rejects when the answer is no, which is the usual one where it is `doubtful`: a reboot, or headers of another kernel. */
  readonly confirm: (doubtful: boolean) => Promise<void>;
}

/** What to do beside setting up. */
export interface Mode {
  /** Ends with the plan. */
  readonly dryRun: boolean;
  /** Somebody is shown the plan, and agrees or not. */
  readonly asks?: boolean;
  /** Takes back what an earlier setup has linked in. */
  readonly undo?: boolean;
}

/**
 * Sets one host up: looks, shows what it is going to do, asks, and does it. The plan alone for a dry run.
 * @throws Failure when nothing was done: only a person can mend it, there is no root, nobody agreed.
 */
export const setUpHost = async (
  options: SetupOptions,
  {dryRun, asks = false, undo = false}: Mode,
  dialogue: Dialogue,
): Promise<SetupResult | Plan> => {
  const {host, signal} = options;
  const refusal = dryRun ? undefined : await tryToElevate(host);
  const asRoot = !dryRun && !refusal;
  signal.throwIfAborted();
  if (asRoot && !host.local) await awaitEarlier(host, dialogue.say, signal);
  // On this machine apt tells what packages take while it gets ready to install them.
  const mode = {asRoot, wait: dialogue.wait, sized: !asRoot || asks || !host.local};
  const [reader, planned] = await Promise.all([
    readerOn(host, {refused: refusal !== undefined}),
    undo ? planUndo(options) : planSetup(options, mode),
  ]);
  const told = {...options, elevation: elevationFor(reader)};
  const agree = async (plans: Planned): Promise<void> => {
    const {plan, kernel, trial, fallen} = plans;
    const changes = kernel !== undefined || plan.steps.length > 0;
    if (dryRun || changes || trial || fallen || plan.manual.length > 0) {
      const proofs = undo ? [] : proofsOf(options.profiles, options.directory);
      const beside = kernelTexts(plans, options, dialogue.style);
      const steps = planText(plan, proofs, reader, dialogue.style, beside.length > 0);
      dialogue.show([...beside, steps, ...kernelSuffices(plans, options)].join('\n\n'));
    }
    if (dryRun) return;
    if (plan.manual.length > 0) throw cannotFix(plan);
    if (refusal) throw needsRoot(refusal, plan);
    // One that an earlier run made ready is booted now.
    const boots = trial?.booted === false && !host.local && options.kernel?.reboot === true;
    const doubtful = plan.steps.some(({kind}) => kind === 'headers');
    if (changes || boots) await dialogue.confirm(kernel !== undefined || boots || doubtful);
  };
  await agree(planned);
  if (dryRun) return planned.plan;
  if (undo) return carryOutUndo(options, planned.plan);
  if (!planned.first) return carryOutSetup(told, planned);
  const before = await carryOutFirst(planned.first, options);
  const chosen = await planSetup(options, {...mode, aptIsReady: true});
  await agree(chosen);
  return carryOutSetup(told, chosen, before);
};

/** Why no other kernel is installed although one was named: whether it is to be had is then not asked. */
const kernelSuffices = (
  {facts, kernel, trial}: Planned,
  {host, profiles, kernel: wanted}: SetupOptions,
): readonly string[] => {
  const preference = wanted?.preference ?? 'auto';
  if (preference === 'auto' || kernel || trial || kernelShortfalls(facts, profiles).length > 0) return [];
  const named = typeof preference === 'string' ? preference : preference.version;
  const install = showCommand(['ebpf', 'kernel', 'install', named, '--dry-run']);
  return [
    `The kernel that runs has what is needed, so no other is installed. Whether ${named} can be had was not asked; this asks:\n     ${install}${at(host)}`,
  ];
};

/** What is to be said of another kernel. */
const kernelTexts = (
  {kernel, trial, first, fallen}: Planned,
  {host, kernel: wanted}: SetupOptions,
  style: Style,
): readonly string[] => {
  const before = fallen ? [trialText(fallen, host)] : [];
  if (kernel)
    return [
      ...before,
      kernelPlanText(kernel, host, {reboot: wanted?.reboot ?? false, times: wanted?.times ?? {}}, style),
    ];
  if (trial) return [trialText(trial, host)];
  return first
    ? [...before, 'Another kernel is needed. Which one is told, and asked about, once apt can be asked for it.']
    : before;
};
