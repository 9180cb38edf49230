import {showCommand} from '../remedies/show.ts';
import type {SmokeStage, Trouble, Work} from './stage.ts';

/** What scripts/smoke.sh told about one run. */
export interface Observed {
  readonly lines: readonly string[];
  /** The path of what was run. */
  readonly program: string;
  /**
   * Facts of the host at the time: `uid`, `effective-capabilities`, `tracefs`, `tracepoint`, `btf`, `lacks` (what a scene needs). Only after
   * a failure.
   */
  readonly facts: ReadonlyMap<string, string>;
  readonly started: boolean;
  readonly ready: boolean;
  readonly triggered: boolean;
  readonly observed: boolean;
  readonly timedOut: boolean;
  /** Of the program. */
  readonly exitCode: number | undefined;
  /** Of the script, or of sudo. */
  readonly scriptExit: number | undefined;
  /** What stayed on the host after the program's end, and should not. */
  readonly left?: string | undefined;
}

type Explain = (observed: Observed, work: Work) => Trouble;

const doctor = 'Run "ebpf doctor": it looks at each of the usual reasons.';

/** What there is to say of a stage that failed, by what was seen of the run, where the program's words tell no cause. */
export const explainSmoke = (stage: SmokeStage, observed: Observed, work: Work): Trouble =>
  explanations[stage](observed, work);

/** What the script saw of the host after a failure, as src/explain/evidence/fact-lines.ts words it. */
export const seenBy = (
  {facts}: Observed,
  {hooks, silentCompiler}: {readonly hooks?: boolean; readonly silentCompiler?: boolean},
): Readonly<Record<string, string>> => {
  const uid = facts.get('uid');
  const stage = silentCompiler ? {stage: 'compile'} : {};
  if (uid === undefined) return stage;
  const tracefs = facts.get('tracefs');
  const missing = (name: string, there: boolean) => (there ? {} : {[name]: 'not set'});
  return {
    ...stage,
    uid,
    user: uid === '0' ? 'root' : 'non-root',
    '/sys/kernel/btf/vmlinux': facts.has('btf') ? 'exists' : 'missing',
    ...(tracefs === undefined
      ? {tracefs: 'not mounted'}
      : {
          mounts: `tracefs on ${tracefs}`,
          ...(facts.has('tracepoint') ? {'syscall tracepoints': 'exist'} : {config_ftrace_syscalls: 'not set'}),
        }),
    ...missing('config_kprobe_events', facts.has('kprobe')),
    ...missing('config_uprobe_events', facts.has('uprobe')),
    ...(hooks && {'kernel functions': 'hooked'}),
  };
};

const explainOpen: Explain = (observed, {directory, elevation}) => {
  if (observed.facts.get('lacks') === 'ip')
    return {
      what: 'The program was not tried: the packets for it need ip, which is not installed.',
      todo: 'Install it (Debian and Ubuntu: apt install iproute2), and run this again.',
    };
  if (!observed.started) return {what: 'The program could not be started as root.', todo: doctor};
  if (observed.timedOut) return {what: 'The program did not say that it traces, and was stopped.', todo: doctor};
  if (observed.exitCode === 126)
    return {
      what: 'The program may not be run from there.',
      todo: 'A file system mounted noexec? Choose another directory: --dir DIR.',
    };
  if (observed.exitCode === 127)
    return {what: 'The program is not there.', todo: `Build it anew on this host: make -C ${directory} clean all`};
  return {
    what: 'The program ended before it traced anything.',
    todo: `Run it by hand: ${showCommand([observed.program], elevation)}`,
  };
};

const refused =
  (what: string): Explain =>
  ({facts}) =>
    facts.get('uid') === '0'
      ? {what, todo: doctor}
      : {what, why: 'It takes root privileges, and it was not run as root.', todo: 'Run it as root.'};

const explainAttach: Explain = (observed, work) => {
  const told = refused('The BPF program could not be attached.')(observed, work);
  const {facts} = observed;
  if (facts.get('uid') !== '0') return told;
  if (!facts.has('tracefs'))
    return {
      ...told,
      why: 'tracefs is not mounted.',
      todo: 'Mount it as root: mount -t tracefs nodev /sys/kernel/tracing',
    };
  return facts.has('tracepoint')
    ? told
    : {...told, why: 'This kernel has no syscall tracepoints (CONFIG_FTRACE_SYSCALLS).'};
};

const explainObserve: Explain = ({timedOut, exitCode}) => {
  if (timedOut)
    return {
      what: 'The program traces, but did not report our execve within the time limit.',
      why: 'Either the host is so busy that events were lost, or the program was changed and no longer prints file names.',
      todo: 'Try it again; then run the program by hand and start something beside it.',
    };
  return {
    what: `The program ended by itself while tracing (exit code ${exitCode}).`,
    todo: 'Run it by hand, as root.',
  };
};

const explanations: Readonly<Record<SmokeStage, Explain>> = {
  open: explainOpen,
  compile: explainOpen,
  load: refused('The kernel did not load the BPF program.'),
  attach: explainAttach,
  trigger: () => ({what: 'No execve could be caused.', todo: 'Is the host out of processes or memory?'}),
  observe: explainObserve,
  detach: ({exitCode, timedOut}) => ({
    // 143: it left SIGINT alone, and SIGTERM ended it.
    what:
      timedOut || exitCode === 143
        ? 'The program did not stop on Ctrl-C (SIGINT) and was killed.'
        : `The program did not stop cleanly on Ctrl-C (SIGINT): exit code ${exitCode}.`,
    todo: 'Run it by hand, stop it with Ctrl-C, and look at what it says.',
  }),
};
