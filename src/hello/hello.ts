import {addressed} from '../hosts/at.ts';
import {type ExitCode, exitCodes, Failure} from '../hosts/failure.ts';
import type {Host} from '../hosts/host.ts';
import type {ProjectResult} from './project.ts';
import type {Route, RouteOptions, Step} from './route.ts';
import type {Outcome, Stage, StageName, Trouble, Work} from './stage.ts';
import {answered} from './trouble.ts';

/** One run, as plain JSON. */
export interface HelloResult {
  readonly host: string;
  /** What was verified: the name of a toolchain's profile, or a kind of programs and its toolchain: `xdp on libbpf`. */
  readonly route: string;
  /** What the program traces, where that is not an execve. */
  readonly traces?: string;
  readonly directory: string;
  readonly ok: boolean;
  /** In order, up to the one that failed. */
  readonly stages: readonly Stage[];
  /** Absent when the project could not be written. */
  readonly project?: ProjectResult;
  /** What the project's program is called, where its user has renamed it. */
  readonly program?: string;
  /** What the program printed. */
  readonly lines: readonly string[];
  /** The line that reports what was caused for it. */
  readonly proof?: string;
  /** What the user should know although it went well. */
  readonly notes: readonly string[];
  readonly trouble?: Trouble & {readonly stage: StageName};
  readonly exitCode: ExitCode;
}

/** A hello that is under way: its steps are run in order, up to the first that fails, and then tell the result together. */
export interface HelloRun {
  readonly steps: readonly (Pick<Step, 'title' | 'before'> & {
    /** Resolves whatever goes wrong on the host; rejects with the reason of an aborted signal, or for a defect of ours. */
    readonly run: (onProgress?: Work['onProgress']) => Promise<Outcome>;
  })[];
  readonly result: () => HelloResult;
}

/** Prepares the proof of a route; nothing is done yet. */
export const beginHello = (route: Route, options: RouteOptions): HelloRun => {
  const outcomes: (Outcome & {exitCode?: ExitCode})[] = [];
  return {
    steps: route.steps(options).map((step) => ({
      title: step.title,
      ...(step.before && {before: step.before}),
      run: async (onProgress = options.onProgress) => {
        const work = {...options, onProgress};
        const outcome = await answered(await attempt(step, work), work, route.profile ?? route.name);
        outcomes.push(outcome);
        return outcome;
      },
    })),
    result: () => combine(route, options, outcomes),
  };
};

/** Writes and builds what the route needs, and proves that it traces. A second run writes and builds nothing, and proves it again. */
export const runHello = async (route: Route, options: RouteOptions): Promise<HelloResult> => {
  const {steps, result} = beginHello(route, options);
  for (const step of steps) {
    const {trouble} = await step.run();
    if (trouble) break;
  }
  return result();
};

const combine = (
  {name, traces}: Route,
  {host, directory}: RouteOptions,
  outcomes: readonly (Outcome & {exitCode?: ExitCode})[],
): HelloResult => {
  const failed = outcomes.find(({trouble}) => trouble);
  const stage = failed?.stages.find(({ok}) => !ok)?.name;
  const project = outcomes.findLast((outcome) => outcome.project)?.project;
  const program = outcomes.find((outcome) => outcome.program)?.program;
  const proof = outcomes.findLast((outcome) => outcome.proof)?.proof;
  return {
    host: host.name,
    route: name,
    ...(traces !== undefined && {traces}),
    directory,
    ok: !failed,
    stages: outcomes.flatMap(({stages}) => stages),
    ...(project && {project}),
    ...(program !== undefined && {program}),
    lines: outcomes.flatMap(({lines = []}) => lines),
    ...(proof !== undefined && {proof}),
    notes: outcomes.flatMap(({notes = []}) => notes),
    ...(failed?.trouble && stage && {trouble: {stage, ...addressedTrouble(failed.trouble, host)}}),
    exitCode: failed ? (failed.exitCode ?? exitCodes.notReady) : exitCodes.ready,
  };
};

/** What to do is written without knowing where. */
const addressedTrouble = (trouble: Trouble, host: Host): Trouble => ({
  ...trouble,
  ...(trouble.why && {why: addressed(trouble.why, host)}),
  ...(trouble.todo && {todo: addressed(trouble.todo, host)}),
});

const attempt = async ({first, run}: Step, work: Work): Promise<Outcome & {exitCode?: ExitCode}> => {
  try {
    return await run(work);
  } catch (error) {
    if (work.signal?.aborted || !(error instanceof Failure) || error.link) throw error;
    const {what, why, said, stage, todo = 'Run "ebpf doctor".', exitCode} = error;
    return {
      stages: [{name: first, ok: false, message: what}],
      trouble: {what, ...(why && {why}), ...(said && {said}), todo},
      ...(stage && {seen: {stage}}),
      exitCode,
    };
  }
};
