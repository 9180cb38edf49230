import {type ExitCode, exitCodes, Failure} from '../hosts/failure.ts';
import {build, type Tools} from './build.ts';
import {type ProjectResult, writeProject} from './project.ts';
import {smoke} from './smoke.ts';
import type {Outcome, Stage, StageName, Trouble, Work} from './stage.ts';

export interface HelloOptions extends Work {
  readonly tools?: Tools | undefined;
}

/** One run, as plain JSON. */
export interface HelloResult {
  readonly host: string;
  readonly directory: string;
  readonly ok: boolean;
  /** In order, up to the one that failed. */
  readonly stages: readonly Stage[];
  /** Absent when the project could not be written. */
  readonly project?: ProjectResult;
  /** What the program printed: the line that reports our own execve is the proof. */
  readonly lines: readonly string[];
  readonly trouble?: Trouble & {readonly stage: StageName};
  readonly exitCode: ExitCode;
}

/**
 * Writes the hello project, builds it, and proves that it traces. A second run writes and builds nothing, and proves it again.
 * Resolves whatever goes wrong on the host; rejects only when the host is lost, with the reason of an aborted signal, or for a
 * defect of ours.
 */
export const runHello = (options: HelloOptions): Promise<HelloResult> =>
  runSteps(options, [
    {first: 'project', run: () => projectStep(options)},
    {first: 'vmlinux.h', run: () => build(options, options.tools)},
    {first: 'open', run: () => smoke(options)},
  ]);

/** The stage that writes the project. */
export const projectStep = async ({host, directory, signal, onProgress}: Work): Promise<StepOutcome> => {
  onProgress?.('project', `writing ${directory}`);
  const start = performance.now();
  const project = await writeProject(host, directory, signal);
  const milliseconds = Math.round(performance.now() - start);
  return {project, stages: [{name: 'project', ok: true, milliseconds, message: describe(project)}]};
};

/** Takes the steps one by one up to the first with a stage that failed. */
export const runSteps = async (
  {host, directory, signal}: Pick<Work, 'host' | 'directory' | 'signal'>,
  steps: readonly Step[],
): Promise<HelloResult> => {
  const stages: Stage[] = [];
  let project: ProjectResult | undefined;
  let lines: readonly string[] = [];
  const end = (rest: Pick<HelloResult, 'ok' | 'exitCode' | 'trouble'>): HelloResult => ({
    host: host.name,
    directory,
    stages,
    lines,
    ...(project && {project}),
    ...rest,
  });
  for (const step of steps) {
    const outcome = await attempt(step, signal);
    stages.push(...outcome.stages);
    project ??= outcome.project;
    lines = outcome.lines ?? lines;
    const failed = outcome.stages.find(({ok}) => !ok);
    if (failed && outcome.trouble)
      return end({
        ok: false,
        exitCode: outcome.exitCode ?? exitCodes.notReady,
        trouble: {stage: failed.name, ...outcome.trouble},
      });
  }
  return end({ok: true, exitCode: exitCodes.ready});
};

export interface StepOutcome extends Outcome {
  readonly project?: ProjectResult;
  readonly lines?: readonly string[];
}

export interface Step {
  /** The stage to blame when the step can't even begin. */
  readonly first: StageName;
  readonly run: () => Promise<StepOutcome>;
}

const attempt = async ({first, run}: Step, signal?: AbortSignal): Promise<StepOutcome & {exitCode?: ExitCode}> => {
  try {
    return await run();
  } catch (error) {
    if (signal?.aborted || !(error instanceof Failure) || error.link) throw error;
    const {what, why, todo = 'Run "ebpf doctor".', exitCode} = error;
    return {stages: [{name: first, ok: false, message: what}], trouble: {what, ...(why && {why}), todo}, exitCode};
  }
};

const describe = ({written, kept}: ProjectResult): string =>
  [
    written.length > 0 ? `wrote ${written.join(', ')}` : 'unchanged',
    ...(kept.length > 0 ? [`kept ${kept.join(', ')}, which you have changed`] : []),
  ].join('; ');
