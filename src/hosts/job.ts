import {shortLine} from './clean.ts';
import {exitCodes, Failure} from './failure.ts';
import type {Host, RunOptions} from './host.ts';
import {
  followScript,
  type Job,
  jobStates,
  listScript,
  removeScript,
  roundBytes,
  runnerScript,
  shortestRound,
  startScript,
} from './job-scripts.ts';
import {Lines} from './lines.ts';
import {type PersistOptions, persist} from './persist.ts';

/** How a job is followed. */
export interface FollowOptions extends PersistOptions {
  /** Called with each line that the command prints on either stream. */
  readonly onLine?: (line: string) => void;
}

const isId = (text: string): boolean => /^[a-z0-9][a-z0-9-]{0,60}$/.test(text);

function checkId(id: string): string {
  if (isId(id)) return id;
  throw new Failure({what: `Not the id of a job: ${JSON.stringify(shortLine(id, 80))}`, exitCode: exitCodes.usage});
}

/** Bytes that a job may print: a host could go on for ever. The longest upgrades print some millions. */
const mostOutput = 2 ** 30;

/** Jobs of other runs that are told of: they take turns, so there is one. */
const mostJobs = 16;

const root = (asRoot: boolean | undefined): RunOptions => ({asRoot: asRoot ?? false});

/** Starts a job unless it was started before. Resolves once it has begun, or at once when it is over. */
export async function startJob(host: Host, job: Job, options: FollowOptions = {}): Promise<void> {
  const input = Buffer.from(runnerScript(job));
  const words = ['sh', '-c', startScript, 'sh', checkId(job.id), String(input.length)];
  const result = await persist(() => host.run(words, {...root(job.asRoot), input}), options);
  if (result.exitCode === 0) return;
  throw new Failure({
    what: `The job ${job.id} did not start on ${host.name}`,
    why: shortLine(result.stderr, 300) || `It ended with code ${result.exitCode}.`,
  });
}

/**
 * Follows a job to its end and gives its exit code, undefined when it was ended from outside (killed, or the host was switched off).
 * A host that is lost meanwhile is reached again, and its output goes on where it stopped.
 */
export async function followJob(
  host: Host,
  {id, asRoot}: Pick<Job, 'id' | 'asRoot'>,
  options: FollowOptions = {},
): Promise<number | undefined> {
  const {onLine = () => {}, signal} = options;
  const lines = new Lines(onLine);
  let offset = 0;
  const onData = (chunk: Buffer): void => {
    offset += chunk.length;
    lines.push(chunk);
  };
  for (;;) {
    const [before, begun] = [offset, Date.now()];
    const result = await persist(
      () =>
        host.run(['sh', '-c', followScript, 'sh', checkId(id), String(offset)], {
          ...root(asRoot),
          onData,
          ...(signal ? {signal} : {}),
        }),
      options,
    );
    signal?.throwIfAborted();
    const [state, code] = result.stderr.trim().split(/\s+/).slice(-2);
    if (state === jobStates.more) {
      if (offset > mostOutput) throw endless(host, id, `It has printed more than ${mostOutput} bytes.`);
      if (offset - before < roundBytes && Date.now() - begun < shortestRound)
        throw endless(host, id, 'The host puts off its answer without a reason.');
      continue;
    }
    lines.end();
    if (state === jobStates.over) return Number(code);
    if (state === jobStates.died) return undefined;
    throw new Failure({
      what: `The job ${id} can't be followed on ${host.name}`,
      why: state === jobStates.absent ? 'It was never started there.' : shortLine(result.stderr, 300),
    });
  }
}

const endless = (host: Host, id: string, why: string): Failure =>
  new Failure({what: `The job ${id} can't be followed on ${host.name}`, why, exitCode: exitCodes.unknown});

/** Starts a job and follows it to its end: for a step that must not be cut in two. */
export async function runJob(host: Host, job: Job, options: FollowOptions = {}): Promise<number | undefined> {
  await startJob(host, job, options);
  return followJob(host, job, options);
}

/** Takes away what a job that is over left on the host. One that still runs stays. */
export async function removeJob(host: Host, {id, asRoot}: Pick<Job, 'id' | 'asRoot'>): Promise<void> {
  await host.run(['sh', '-c', removeScript, 'sh', checkId(id)], root(asRoot));
}

/** Ids of the jobs that still run on a host, of whichever run of ebpf. */
export async function runningJobs(host: Host, {asRoot}: Pick<Job, 'asRoot'>): Promise<string[]> {
  const {stdout} = await host.run(['sh', '-c', listScript, 'sh', 'any'], root(asRoot));
  return stdout.toString('utf8').split('\n').filter(isId).slice(0, mostJobs);
}
