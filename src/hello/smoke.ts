import {randomUUID} from 'node:crypto';
import {cleanLine} from '../hosts/clean.ts';
import {packageFile} from '../hosts/package-files.ts';
import {explainSmoke, type Observed} from './smoke-trouble.ts';
import {type Outcome, type SmokeStage, type Stage, smokeStages, type Work} from './stage.ts';

/** Seconds that a program may take to load, attach and report one execve; usual are 0.1. */
const limit = 20;

/** Beyond the script's own limit, which is the one that says what was going on. */
const grace = 10;

export interface SmokeOptions {
  /** In the project's directory. */
  readonly program?: string;
  /** Seconds. */
  readonly limit?: number;
}

export interface SmokeResult extends Outcome {
  /** What the program printed, cleaned; of the execves it reported only ours. */
  readonly lines: readonly string[];
}

/**
 * Runs the project's program as root and proves that it traces: see scripts/smoke.sh, which does it all in one command on the host.
 * Nothing stays loaded afterwards, whatever happens: the kernel unloads what the ended program held.
 */
export const smoke = async (
  work: Work,
  {program = './hello', limit: seconds = limit}: SmokeOptions = {},
): Promise<SmokeResult> => {
  const {host, directory, signal, onProgress} = work;
  const token = randomUUID();
  const times = new Map<string, number>();
  const lines: string[] = [];
  const words: string[][] = [];
  const start = performance.now();
  const onLine = (raw: string): void => {
    const line = cleanLine(raw);
    if (!line.startsWith(`@${token} `)) {
      if (line && !isForeign(line, token)) lines.push(line);
      return;
    }
    const said = line.split(' ').slice(1);
    words.push(said);
    times.set(said[0] ?? '', performance.now());
    const next = following[said[0] ?? ''];
    if (next) onProgress?.(...next);
  };
  const result = await host.run(['sh', '-s', '--', program, token, String(seconds)], {
    input: await packageFile('scripts/smoke.sh'),
    asRoot: true,
    directory,
    onLine,
    timeout: (seconds + grace) * 1000,
    ...(signal && {signal}),
  });
  signal?.throwIfAborted();
  const observed = summarize(words, lines, result.exitCode);
  const stages = judge(observed, start, times);
  const failed = stages.find(({ok}) => !ok);
  if (!failed) return {stages, lines};
  const trouble = explainSmoke(failed.name as SmokeStage, observed, work);
  return {
    stages: stages.map((stage) => (stage === failed ? {...stage, message: trouble.what} : stage)),
    trouble: {...trouble, why: [trouble.why, ...excerpt(lines)].filter(Boolean).join('\n')},
    lines,
  };
};

/** Another program's execve, as hello.c prints it: none of our business. */
const isForeign = (line: string, token: string): boolean =>
  /^\d\d:\d\d:\d\d +\d+ +\d+ /.test(line) && !line.includes(token);

/** The beginning and the end: libbpf and the verifier say last what matters most. */
const excerpt = (lines: readonly string[]): readonly string[] =>
  lines.length > 12 ? [...lines.slice(0, 2), '...', ...lines.slice(-9)] : lines;

/** What is waited for after each word of the script. */
const following: Readonly<Record<string, [SmokeStage, string]>> = {
  pid: ['load', 'loading and attaching'],
  ready: ['trigger', 'causing an execve'],
  triggered: ['observe', 'waiting for the program to report it'],
  observed: ['detach', 'stopping the program'],
};

const summarize = (
  words: readonly (readonly string[])[],
  lines: readonly string[],
  scriptExit: number | undefined,
): Observed => {
  const said = (word: string) => words.find(([first]) => first === word);
  const exit = said('exit')?.[1];
  return {
    lines,
    facts: new Map(words.filter(([word]) => word === 'fact').map(([, name = '', value = '']) => [name, value])),
    started: said('pid') !== undefined,
    ready: said('ready') !== undefined,
    triggered: said('triggered') !== undefined,
    observed: said('observed') !== undefined,
    timedOut: said('timeout') !== undefined || exit === undefined,
    exitCode: exit === undefined ? undefined : Number(exit),
    scriptExit,
  };
};

/** The stage that failed is the last one in the list. */
const judge = (observed: Observed, start: number, times: ReadonlyMap<string, number>): readonly Stage[] => {
  const failed = failedStage(observed);
  const reached = failed ? smokeStages.slice(0, smokeStages.indexOf(failed) + 1) : smokeStages;
  const at = (word: string) => times.get(word);
  // The program is silent until it is ready: open and load are not told apart from attach by their time.
  const spans: Readonly<Record<SmokeStage, readonly [number | undefined, number | undefined]>> = {
    open: [undefined, undefined],
    load: [undefined, undefined],
    attach: [start, at('ready')],
    trigger: [at('ready'), at('triggered')],
    observe: [at('triggered'), at('observed')],
    detach: [at('observed'), at('exit')],
  };
  return reached.map((name) => {
    const [from, to] = spans[name];
    const timed = from !== undefined && to !== undefined && {milliseconds: Math.round(to - from)};
    return {name, ok: name !== failed, ...timed};
  });
};

/** A program that says so itself names its stage, as hello.c does; one that does not was not yet tracing. */
const failedStage = ({ready, triggered, observed, exitCode, lines}: Observed): SmokeStage | undefined => {
  const named = lines.map((line) => /^\S+: (open|load|attach|observe) failed: /.exec(line)?.[1]).find(Boolean);
  if (!ready) return (named as SmokeStage | undefined) ?? 'open';
  if (!triggered) return 'trigger';
  if (!observed) return 'observe';
  return exitCode === 0 ? undefined : 'detach';
};
