import {cleanLine} from '../hosts/clean.ts';
import type {RunResult} from '../hosts/host.ts';
import {explainBuild} from './build-trouble.ts';
import {type BuildStage, buildStages, type Outcome, type Stage, type Work} from './stage.ts';

/** Programs for make to use; what is not given the Makefile finds by itself. */
export interface Tools {
  readonly make?: string | undefined;
  readonly clang?: string | undefined;
  readonly bpftool?: string | undefined;
  /** More variables of the Makefile. */
  readonly variables?: Readonly<Record<string, string>> | undefined;
}

/** The Makefile's label of the step that makes vmlinux.h. */
const labels: Readonly<Record<string, BuildStage>> = {
  VMLINUX: 'vmlinux.h',
  BPF: 'BPF',
  'GEN-SKEL': 'GEN-SKEL',
  CC: 'CC',
  BINARY: 'BINARY',
};

/** A stage that make began, when, and the lines that the tools printed in it. */
interface Begun {
  readonly name: BuildStage;
  readonly start: number;
  readonly lines: string[];
}

/** Runs make in the project's directory. Make itself decides what there is to do. */
export const build = async (work: Work, tools: Tools = {}): Promise<Outcome> => {
  const begun: Begun[] = [];
  const before: string[] = [];
  const onLine = (raw: string): void => {
    const line = cleanLine(raw);
    const [, label = '', file = ''] = /^ {2}([A-Z-]+) +(\S.*)$/.exec(raw) ?? [];
    const name = labels[label];
    if (name) {
      begun.push({name, start: performance.now(), lines: []});
      work.onProgress?.(name, cleanLine(file));
    } else if (line) (begun.at(-1)?.lines ?? before).push(line);
  };
  const result = await make(work, tools, onLine);
  work.signal?.throwIfAborted();
  return result.exitCode === 0 ? succeeded(begun) : failed(begun, before, result, work);
};

/** Through a shell, because that says the same everywhere when there is no make: exit code 127, "make: not found". */
const make = (
  work: Work,
  {make: program, clang, bpftool, variables: more = {}}: Tools,
  onLine: (line: string) => void,
): Promise<RunResult> => {
  const given = {...(clang && {CLANG: clang}), ...(bpftool && {BPFTOOL: bpftool}), ...more};
  const variables = Object.entries(given).map(([name, value]) => `${name}=${value}`);
  return work.host.run(['sh', '-c', 'exec "$0" "$@"', program || 'make', ...variables], {
    directory: work.directory,
    // MAKEFLAGS: nothing of a make that we may run under.
    environment: {LC_ALL: 'C', MAKEFLAGS: '--no-print-directory', MAKELEVEL: '0'},
    onLine,
    timeout: 300_000,
    ...(work.signal && {signal: work.signal}),
  });
};

/** Each stage lasts until the next begins. What make did not do was up to date. */
const times = (begun: readonly Begun[], end: number): readonly Stage[] =>
  begun.map(({name, start}, index) => ({
    name,
    ok: true,
    milliseconds: Math.round((begun[index + 1]?.start ?? end) - start),
  }));

const succeeded = (begun: readonly Begun[]): Outcome => {
  const done = times(begun, performance.now());
  return {stages: buildStages.map((name) => done.find((stage) => stage.name === name) ?? upToDate(name))};
};

const upToDate = (name: BuildStage): Stage => ({name, ok: true, message: 'up to date'});

const failed = (begun: readonly Begun[], before: readonly string[], result: RunResult, work: Work): Outcome => {
  const last = begun.at(-1);
  const name = last?.name ?? 'vmlinux.h';
  const lines = relevant(last?.lines ?? [...before, ...result.stderr.split('\n').map(cleanLine)]);
  const {what, why, todo} = explainBuild(name, lines.join('\n'), work);
  const how = result.timedOut ? 'It took more than five minutes.' : undefined;
  const done = times(begun, performance.now());
  const earlier = buildStages.slice(0, buildStages.indexOf(name));
  return {
    stages: [
      ...earlier.map((stage) => done.find((each) => each.name === stage) ?? upToDate(stage)),
      {...(done.at(-1) ?? {name}), ok: false, message: what},
    ],
    trouble: {what, why: [how, why, ...lines].filter(Boolean).join('\n'), todo},
  };
};

/** From the first line that speaks of an error on, without what make adds of its own. */
const relevant = (lines: readonly string[], count = 8): readonly string[] => {
  const spoken = lines.filter((line) => line && !/^make(?:\[\d+\])?: \*\*\* (?:\[|Deleting)/.test(line));
  const first = spoken.findIndex((line) =>
    /error|fatal|cannot|not found|undefined|denied|failed|No space|\*\*\*/i.test(line),
  );
  return spoken.slice(Math.max(first, 0), Math.max(first, 0) + count);
};
