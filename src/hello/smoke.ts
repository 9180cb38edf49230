import {randomUUID} from 'node:crypto';
import {cleanLine} from '../hosts/clean.ts';
import {Failure} from '../hosts/failure.ts';
import {packageFile} from '../hosts/package-files.ts';
import {showCommand} from '../remedies/show.ts';
import {type Expected, isLoading, observedIn, stagesOf, waitedFor} from './smoke-stages.ts';
import {explainSmoke, type Observed, seenBy} from './smoke-trouble.ts';
import type {Outcome, SmokeStage, Trouble, Work} from './stage.ts';

/** Seconds that a program may take to load, attach and report one execve; usual are 0.1. */
const limit = 20;

/** Beyond the script's own limit, which is the one that says what was going on. */
const grace = 15;

export interface SmokeOptions extends Expected {
  /** Run in the project's directory. */
  readonly command: readonly string[];
  /** Where it runs, when not in the project's directory. */
  readonly directory?: string;
  /** How the line begins that says that it traces; empty for a program that says nothing of the kind. */
  readonly ready?: string;
  /** Seconds. */
  readonly limit?: number;
  /** What is caused and looked for in place of an execve: text put before smoke.sh, which says what it may hold. */
  readonly scene?: string;
  /** What loading takes beside CAP_BPF and CAP_PERFMON, such as `cap_net_admin`. */
  readonly capabilities?: readonly string[];
  /** What the whole runs under, such as `unshare --net`. */
  readonly under?: readonly string[];
  /** It says nothing when it traces: what it said while it compiled is looked up whatever stage failed. */
  readonly silentCompiler?: boolean;
  /** It puts a trampoline into functions of the kernel. */
  readonly hooks?: boolean;
  /** What the run of this program alone tells; the words of tools are looked up anyway. */
  readonly explain?: (stage: SmokeStage, observed: Observed, work: Work) => Trouble | undefined;
}

/**
 * Runs the project's program as root and proves that it traces: see scripts/smoke.sh, which does it all in one command on the host.
 * Nothing stays loaded afterwards, whatever happens: the kernel unloads what the ended program held.
 */
export const smoke = async (work: Work, options: SmokeOptions): Promise<Outcome> => {
  const {host, directory, signal, onProgress} = work;
  const {command, ready = 'Tracing execve', limit: seconds = limit} = options;
  const refusal = await rootRefused(work, options);
  if (refusal) return refusal;
  const token = randomUUID();
  const times = new Map<string, number>();
  const lines: string[] = [];
  const words: string[][] = [];
  let proof: string | undefined;
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
    if (said[0] === 'observed') proof = lines.at(-1);
    const next = waitedFor[said[0] ?? ''];
    if (said[0] === 'pid') onProgress?.(options.loading?.[0] ?? 'load', 'loading and attaching');
    else if (next) onProgress?.(...next);
  };
  const result = await host.run(
    [...(options.under ?? []), 'sh', '-s', '--', token, String(seconds), ready, ...command],
    {
      input: `${options.scene ?? ''}${packageFile('scripts/smoke.sh')}`,
      asRoot: true,
      directory: options.directory ?? directory,
      onLine,
      timeout: (seconds + grace) * 1000,
      ...(signal && {signal}),
    },
  );
  signal?.throwIfAborted();
  const observed = observedIn(words, lines, result.exitCode, programOf(work, options));
  const stages = stagesOf(observed, start, times, options);
  const failed = stages.find(({ok}) => !ok);
  if (!failed) {
    const traced = lines.filter((line) => !vain.test(line));
    const notes = [
      ...(traced.length < lines.length ? [needless] : []),
      ...(proof === undefined ? [silence(observed)] : []),
    ];
    return {stages, lines: traced, ...(notes.length > 0 && {notes}), ...(proof !== undefined && {proof})};
  }
  const stage = failed.name as SmokeStage;
  const trouble = options.explain?.(stage, observed, work) ?? explainSmoke(stage, observed, work);
  // Once it traces, its lines are what it has traced.
  const loads = isLoading(stage) && !observed.ready;
  return {
    stages: stages.map((each) => (each === failed ? {...each, message: trouble.what} : each)),
    trouble: {
      ...trouble,
      why: [trouble.why, ...excerpt(lines)].filter(Boolean).join('\n'),
      said: lines.join('\n'),
    },
    ...((loads || options.silentCompiler) && {seen: seenBy(observed, options)}),
    lines,
  };
};

/** bpftrace, src/main.cpp: enforce_infinite_rlimit() tries to raise the limit, and goes on where that is refused. */
const vain = /couldn't set RLIMIT_MEMLOCK/;

const needless =
  'It also printed an error, "couldn\'t set RLIMIT_MEMLOCK", which did no harm: it traced. Since Linux 5.11 BPF memory is not charged to that limit.';

const silence = ({facts}: Observed): string =>
  `It printed nothing of the execve that ebpf caused, but its BPF program ran ${facts.get('runs')} times meanwhile. What it writes with bpf_printk() is in /sys/kernel/tracing/trace_pipe.`;

/** What is left to do where nobody makes this user root: all is built by then. */
const rootRefused = async (work: Work, options: SmokeOptions): Promise<Outcome | undefined> => {
  const {
    command: [program = ''],
    loading = ['open'],
    capabilities = [],
  } = options;
  const stage = loading[0] ?? 'open';
  try {
    await work.host.elevate();
    return undefined;
  } catch (error) {
    if (!(error instanceof Failure) || error.link) throw error;
    const file = programOf(work, options);
    // Capabilities of a script are its interpreter's.
    const binary = program.startsWith('./') && !/\.(?:py|bt)$/.test(program);
    const taken = ['cap_bpf', 'cap_perfmon', ...capabilities];
    const needed = new Intl.ListFormat('en').format(taken.map((each) => each.toUpperCase()));
    const allowed = showCommand(['setcap', `${[...taken, 'cap_dac_read_search'].join(',')}=ep`, file]);
    return {
      stages: [{name: stage, ok: false, message: 'needs root, which this user does not get'}],
      trouble: {
        what: 'All but loading is done: this user cannot load BPF programs.',
        why: [error.why, `Loading takes root, or ${needed}.`].filter(Boolean).join('\n'),
        todo: [
          'Run it as root:',
          `    ${showCommand([file])}`,
          ...(binary ? ['Or let an administrator allow it, again after each build:', `    ${allowed}`] : []),
        ].join('\n'),
      },
    };
  }
};

/** The path of the project's program, whatever it is started through. */
const programOf = ({directory}: Work, {command, directory: folder = directory}: SmokeOptions): string => {
  const program = command.find((word) => word.startsWith('./')) ?? command[0] ?? '';
  return program.startsWith('./') ? `${folder}/${program.slice(2)}` : program;
};

/** Another program's execve, as our hellos or trace_pipe print it: none of our business. */
const isForeign = (line: string, token: string): boolean =>
  /^\d\d:\d\d:\d\d +\d+ |: bpf_trace_printk: /.test(line) &&
  !line.includes(token) &&
  !line.includes(processName(token));

/** The name of the process that calls our execve, as the script makes it. */
const processName = (token: string): string => `eh-${token.replaceAll('-', '').slice(0, 12)}`;

/** The beginning and the end: libbpf and the verifier say last what matters most. */
const excerpt = (lines: readonly string[]): readonly string[] =>
  lines.length > 12 ? [...lines.slice(0, 2), '...', ...lines.slice(-9)] : lines;
