import type {Facts} from '../facts/facts.ts';
import {probe} from '../facts/probe.ts';
import type {HelloResult} from '../hello/hello.ts';
import type {RouteOptions} from '../hello/route.ts';
import {type ExitCode, Failure} from '../hosts/failure.ts';
import type {Host} from '../hosts/host.ts';
import {persist} from '../hosts/persist.ts';
import type {Profile} from '../profiles/profile.ts';
import {makePlan, type Plan} from '../remedies/plan.ts';
import {assess} from '../reports/assess.ts';
import {makeReport} from '../reports/make.ts';
import type {Report} from '../reports/report.ts';
import {stepTasks} from './carry-out.ts';
import {proofsOf} from './directories.ts';
import {type HelloDone, helloTasks} from './hello-tasks.ts';
import {resolvePlan} from './resolve-plan.ts';
import {type Display, runTasks} from './run-tasks.ts';
import type {Task, TaskResult} from './task.ts';

export interface SetupOptions {
  readonly host: Host;
  readonly profiles: readonly Profile[];
  /** Of the hello project, where the user named one. */
  readonly directory?: string | undefined;
  /** What the proofs are told. */
  readonly route?: Partial<RouteOptions> | undefined;
  readonly version: string;
  readonly display: Display;
  /** Seconds to wait while another package manager holds a lock. */
  readonly lockWait: number;
  readonly signal: AbortSignal;
}

/** `ebpf.setup/1`: what was planned, what was done, and how the host is now. */
export interface SetupResult {
  readonly schema: 'ebpf.setup/1';
  readonly plan: Plan;
  readonly steps: readonly TaskResult[];
  /** False when the host and the project were as they should be before. */
  readonly changed: boolean;
  /** One for each profile, in the order of the profiles. */
  readonly hellos: readonly HelloResult[];
  readonly report?: Report;
  readonly error?: {readonly what: string; readonly why?: string | undefined; readonly todo?: string | undefined};
  readonly exitCode: ExitCode;
}

/** What stands between a host and its profiles, as root sees it where root is to be had. */
export const planSetup = async (
  {host, profiles, signal}: SetupOptions,
  asRoot: boolean,
): Promise<{facts: Facts; plan: Plan}> => {
  const facts = await probe(host, {asRoot, attach: 'root'});
  signal.throwIfAborted();
  const plan = makePlan(facts, assess(facts, {profiles}).findings);
  // That a normal user asks is no obstacle: what needs root goes through sudo, and where that refuses it is told apart.
  const isRoot = facts.privileges.uid.state === 'known' && facts.privileges.uid.value === 0;
  const manual = plan.manual.filter(({check}) => isRoot || check !== 'priv.effective');
  return {facts, plan: await resolvePlan(host, {...plan, manual}, facts)};
};

/** Carries out the plan, writes and proves the hello project, and looks again. Never rejects for what goes wrong on the host. */
export const carryOutSetup = async (options: SetupOptions, plan: Plan): Promise<SetupResult> => {
  const {host, display, signal, lockWait} = options;
  const steps: TaskResult[] = [];
  const done: HelloDone = {changed: false, hellos: []};
  const end = (exitCode: ExitCode, rest: Partial<SetupResult> = {}): SetupResult => ({
    schema: 'ebpf.setup/1',
    plan,
    steps,
    changed: done.changed,
    hellos: done.hellos,
    ...rest,
    exitCode,
  });
  try {
    const onChange = () => {
      done.changed = true;
    };
    const proofs = proofsOf(options.profiles, options.directory).map(({route, directory}) =>
      // On another host make itself makes vmlinux.h.
      helloTasks(route, {...options.route, host, signal, directory, refresh: host.local}, done),
    );
    const changes = stepTasks(host, plan.steps, {signal, lockWait, onChange});
    const tasks = [...proofs.flatMap(({early}) => early), ...changes, ...proofs.flatMap(({late}) => late)];
    await runTasks(host.local ? tasks : tasks.map((task) => lasting(task, signal)), display, steps);
  } catch (error) {
    signal.throwIfAborted();
    if (!(error instanceof Failure)) throw error;
    const {what, why, todo, exitCode} = error;
    return end(exitCode, {error: {what, why, todo}});
  }
  const facts = await persist(() => probe(host, {asRoot: true, attach: 'root'}), {signal});
  const report = makeReport([assess(facts, {profiles: options.profiles})], options.version);
  return end(report.exitCode, {report});
};

/** Every task can be done twice, so one that loses its host is begun again when the host is back. */
const lasting = ({title, run}: Task, signal: AbortSignal): Task => ({
  title,
  run: (say) => persist(() => run(say), {signal, onLost: ({what}) => say(`${what}; trying to reach it again`)}),
});
