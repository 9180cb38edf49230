import type {Observed} from './smoke-trouble.ts';
import type {SmokeStage, Stage} from './stage.ts';

/** What is expected of a program, beside that it traces. */
export interface Expected {
  /** What it does before it traces. */
  readonly loading?: readonly SmokeStage[];
  /** Exit codes, after Ctrl-C, of a program that ended as it should. */
  readonly exitCodes?: readonly number[];
  /** It need not print what it traces: it is enough that the kernel counts how often its BPF program runs. */
  readonly silent?: boolean;
}

/** What is waited for after each word of the script. */
export const waitedFor: Readonly<Record<string, [SmokeStage, string]>> = {
  ready: ['trigger', 'causing what it watches'],
  triggered: ['observe', 'waiting for the program to report it'],
  observed: ['detach', 'stopping the program'],
};

/** Whether a stage comes before the program traces. */
export const isLoading = (stage: SmokeStage): boolean => ['open', 'load', 'compile', 'attach'].includes(stage);

/** What the words of scripts/smoke.sh tell of a run. */
export const observedIn = (
  words: readonly (readonly string[])[],
  lines: readonly string[],
  scriptExit: number | undefined,
  program: string,
): Observed => {
  const said = (word: string) => words.find(([first]) => first === word);
  const exit = said('exit')?.[1];
  return {
    lines,
    program,
    facts: new Map(words.filter(([word]) => word === 'fact').map(([, name = '', value = '']) => [name, value])),
    started: said('pid') !== undefined,
    ready: said('ready') !== undefined,
    triggered: said('triggered') !== undefined,
    observed: said('observed') !== undefined,
    timedOut: said('timeout') !== undefined || exit === undefined,
    exitCode: exit === undefined ? undefined : Number(exit),
    scriptExit,
    ...(said('left') && {left: said('left')?.slice(1).join(' ')}),
  };
};

/** How each stage went; one that failed is the last in the list. */
export const stagesOf = (
  observed: Observed,
  start: number,
  times: ReadonlyMap<string, number>,
  {loading = ['open', 'load', 'attach'], exitCodes = [0], silent = false}: Expected,
): readonly Stage[] => {
  const order: readonly SmokeStage[] = [...loading, 'trigger', 'observe', 'detach'];
  const ran = silent && observed.timedOut && observed.facts.has('runs');
  const failed = failedStage(ran ? {...observed, observed: true} : observed, loading, exitCodes);
  const reached = failed ? order.slice(0, order.indexOf(failed) + 1) : order;
  const at = (word: string) => times.get(word);
  // The program is silent until it is ready: what it does before is told by the last stage's time.
  const spans: Readonly<Partial<Record<SmokeStage, readonly [number | undefined, number | undefined]>>> = {
    attach: [start, at('ready')],
    trigger: [at('ready'), at('triggered')],
    observe: [at('triggered'), at('observed')],
    detach: [at('observed'), at('exit')],
  };
  return reached.map((name) => {
    const [from, to] = spans[name] ?? [];
    const timed = from !== undefined && to !== undefined && {milliseconds: Math.round(Math.max(to - from, 0))};
    const message = name === 'observe' &&
      ran &&
      !observed.observed && {message: 'printed nothing; its BPF program runs'};
    return {name, ok: name !== failed, ...timed, ...message};
  });
};

/** A program that says so itself names its stage, as hello.c does; one that does not was not yet tracing. */
const failedStage = (
  {ready, triggered, observed, exitCode, lines, left}: Observed,
  loading: readonly SmokeStage[],
  exitCodes: readonly number[],
): SmokeStage | undefined => {
  const said = lines.map((line) => /^\S+: (open|load|compile|attach|observe) failed: /.exec(line)?.[1]).find(Boolean);
  const named = [...loading, 'observe' as const].find((stage) => stage === said);
  if (!ready) return named ?? loading[0];
  if (!triggered) return 'trigger';
  if (!observed) return 'observe';
  return left === undefined && exitCode !== undefined && exitCodes.includes(exitCode) ? undefined : 'detach';
};
