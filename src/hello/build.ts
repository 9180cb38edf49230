import {cleanLine} from '../hosts/clean.ts';
import type {RunResult} from '../hosts/host.ts';
import {giveBack} from './owners.ts';
import type {BuildStage, Outcome, Stage, Work} from './stage.ts';

/** Programs for make to use; what is not given the Makefile finds by itself. */
export interface Tools {
  readonly make?: string | undefined;
  readonly clang?: string | undefined;
  readonly bpftool?: string | undefined;
}

/** One run of make, or of what a toolchain has in its place. */
export interface Recipe {
  /** What builds; default: make. */
  readonly program?: string | undefined;
  readonly arguments: readonly string[];
  readonly environment?: Readonly<Record<string, string>>;
  /** Where it runs, when not in the project's directory. */
  readonly directory?: string;
  /** A folder that one build at a time works in, while others wait; default: where it runs. */
  readonly lock?: string;
  /** A line that says what is built now, with its label and the file; default: that of our Makefiles, `  LABEL FILE`. */
  readonly label?: RegExp;
  /** In order. A stage begins with the labelled line that `begins` matches as `LABEL FILE`; the first one may begin with the program. */
  readonly stages: readonly {readonly name: BuildStage; readonly begins?: Pick<RegExp, 'test'>}[];
  /** A line that means failure although make exits 0. */
  readonly failsOn?: RegExp;
  /** As many jobs at once as there are processors. */
  readonly parallel?: boolean;
  /** What shows the commands; default: `make V=1`. */
  readonly verbose?: string;
  /** Minutes after which it is ended. Default: 5. */
  readonly minutes?: number;
}

/** A stage that make began, when, and the lines that the tools printed in it. */
interface Begun {
  readonly name: BuildStage;
  readonly start: number;
  readonly lines: string[];
}

/** Runs make. Make itself decides what there is to do. */
export const build = async (work: Work, recipe: Recipe): Promise<Outcome> => {
  const {stages} = recipe;
  const begun: Begun[] = stages[0]?.begins ? [] : stages.slice(0, 1).map(({name}) => begin(name));
  const before: string[] = [];
  const onLine = (raw: string): void => {
    const line = cleanLine(raw);
    const [, label = '', file = ''] = (recipe.label ?? ofMake).exec(raw) ?? [];
    if (!label) {
      if (line) (begun.at(-1)?.lines ?? before).push(line);
      return;
    }
    // A build within the build has labels of the same names: stages only go on.
    const reached = stages.findIndex(({name}) => name === begun.at(-1)?.name);
    const next = stages.slice(reached + 1).find(({begins}) => begins?.test(`${label} ${file}`));
    if (next) begun.push(begin(next.name));
    const now = begun.at(-1);
    if (now) work.onProgress?.(now.name, cleanLine(file));
  };
  const directory = recipe.directory ?? work.directory;
  const result = await make(work, recipe, onLine).finally(() => giveBack(work.host, directory));
  work.signal?.throwIfAborted();
  const wrong = recipe.failsOn && begun.some(({lines}) => lines.some((line) => recipe.failsOn?.test(line)));
  return result.exitCode === 0 && !wrong ? succeeded(begun, recipe) : failed(begun, before, result, work, recipe);
};

const ofMake = /^ {2}([A-Z][\w-]*) +(\S.*)$/;

const begin = (name: BuildStage): Begun => ({name, start: performance.now(), lines: []});

/** Through a shell, because that says the same everywhere when there is no make: exit code 127, "make: not found". */
const make = (work: Work, recipe: Recipe, onLine: (line: string) => void): Promise<RunResult> =>
  work.host.run(
    [
      'sh',
      '-c',
      runScript,
      recipe.program || 'make',
      recipe.lock ?? '.',
      recipe.parallel ? 'j' : '',
      ...recipe.arguments,
    ],
    {
      directory: recipe.directory ?? work.directory,
      // MAKEFLAGS: nothing of a make that we may run under.
      environment: {LC_ALL: 'C', MAKEFLAGS: '--no-print-directory', MAKELEVEL: '0', ...recipe.environment},
      onLine,
      timeout: (recipe.minutes ?? 5) * 60_000,
      ...(work.signal && {signal: work.signal}),
    },
  );

/** The lock is that of all that make starts. A file system without locks does without. Arguments: LOCK JOBS ARGUMENT... */
const runScript = `
lock=$1 jobs=$2; shift 2
exec 9<"$lock" && flock 9 2>/dev/null
[ -z "$jobs" ] || set -- -j"$(nproc 2>/dev/null || echo 1)" "$@"
exec "$0" "$@"
`;

/** Each stage lasts until the next begins. What make did not do was up to date. */
const times = (begun: readonly Begun[], end: number): readonly Stage[] =>
  begun.map(({name, start}, index) => ({
    name,
    ok: true,
    milliseconds: Math.round((begun[index + 1]?.start ?? end) - start),
  }));

const succeeded = (begun: readonly Begun[], {stages}: Recipe): Outcome => {
  const done = times(begun, performance.now());
  return {stages: stages.map(({name}) => done.find((stage) => stage.name === name) ?? upToDate(name))};
};

const upToDate = (name: BuildStage): Stage => ({name, ok: true, message: 'up to date'});

const failed = (
  begun: readonly Begun[],
  before: readonly string[],
  result: RunResult,
  work: Work,
  {stages, verbose = 'make V=1', minutes = 5}: Recipe,
): Outcome => {
  const names = stages.map(({name}) => name);
  const last = begun.at(-1);
  const name = last?.name ?? names[0] ?? 'BINARY';
  // What a tool says on stderr may come before the label of its stage.
  const said = last?.lines.length ? last.lines : begun.flatMap((stage) => stage.lines);
  const lines = relevant([...(last ? said : before), ...(last ? [] : result.stderr.split('\n').map(cleanLine))]);
  const what = `The build stopped at ${name}.`;
  const how = result.timedOut ? `It took more than ${minutes} minutes.` : undefined;
  const done = times(begun, performance.now());
  const earlier = names.slice(0, names.indexOf(name));
  return {
    stages: [
      ...earlier.map((stage) => done.find((each) => each.name === stage) ?? upToDate(stage)),
      {...(done.at(-1) ?? {name}), ok: false, message: what},
    ],
    trouble: {
      what,
      why: [how, ...lines.slice(0, 8)].filter(Boolean).join('\n'),
      // With several jobs at once the telling line may come late.
      said: lines.join('\n'),
      todo: `Read what the tool says; "${verbose}" in ${work.directory} shows the command.`,
    },
    seen: {},
  };
};

/** From the first line that speaks of an error on, without what make adds of its own. */
const relevant = (lines: readonly string[], count = 40): readonly string[] => {
  const spoken = lines.filter((line) => line && !/^make(?:\[\d+\])?: \*\*\* (?:\[|Deleting)/.test(line));
  const first = spoken.findIndex((line) =>
    /error|fatal|cannot|not found|undefined|denied|failed|No space|\*\*\*/i.test(line),
  );
  return spoken.slice(Math.max(first, 0), Math.max(first, 0) + count);
};
