import {toolWords} from '../hosts/tool-words.ts';
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

type Explain = (observed: Observed, work: Work, text: string) => Trouble;

const doctor = 'Run "ebpf doctor": it looks at each of the usual reasons.';

/** Why a stage failed. The same text from the kernel has several causes, so the host's facts decide: see `explain` for pasted errors. */
export const explainSmoke = (stage: SmokeStage, observed: Observed, work: Work): Trouble =>
  explanations[stage](observed, work, toolWords(observed.lines.join('\n')));

const explainOpen: Explain = (observed, {directory, elevation}, text) => {
  if (observed.facts.get('lacks') === 'ip')
    return {
      what: 'The program was not tried: the packets for it need ip, which is not installed.',
      todo: 'Install it (Debian and Ubuntu: apt install iproute2), and run this again.',
    };
  if (!observed.started)
    return {
      what: 'The program could not be started as root.',
      todo: /sudo/.test(text) ? 'Run the same command as root, or as a user who may use sudo.' : doctor,
    };
  if (observed.timedOut) return {what: 'The program did not say that it traces, and was stopped.', todo: doctor};
  const rebuild = `Build it anew on this host: make -C ${directory} clean all`;
  if (/error while loading shared libraries|version `\S+' not found/.test(text))
    return {what: 'The program needs a library that this host does not have.', todo: rebuild};
  if (/Exec format error/.test(text)) return {what: 'The program was built for another architecture.', todo: rebuild};
  if (observed.exitCode === 126)
    return {
      what: 'The program may not be run from there.',
      todo: 'A file system mounted noexec? Choose another directory: --dir DIR.',
    };
  if (observed.exitCode === 127) return {what: 'The program is not there.', todo: rebuild};
  return {
    what: 'The program ended before it traced anything.',
    todo: `Run it by hand: ${showCommand([observed.program], elevation)}`,
  };
};

const explainLoad: Explain = ({facts}, _work, text) => {
  const what = 'The kernel did not load the BPF program.';
  if (facts.get('uid') !== '0')
    return {what, why: 'It takes root privileges, and it was not run as root.', todo: 'Run it as root.'};
  if (/failed to find valid kernel BTF/.test(text) && facts.has('btf'))
    // libbpf 0.3 on 6.18: it does not know the newer kinds of types.
    return {
      what,
      why: 'The BTF of this kernel is newer than this libbpf can read.',
      todo: 'Use a newer libbpf, 1.0 at least.',
    };
  if (/failed to find valid kernel BTF/.test(text))
    return {
      what,
      why: 'CO-RE needs the BTF of this kernel, and there is none.',
      todo: 'Boot a kernel with BTF; "ebpf doctor" tells more.',
    };
  if (/processed \d+ insns|failed to find kernel BTF type|failed to resolve CO-RE/.test(text))
    return {what, why: 'The verifier refused it.', todo: 'Read the last lines of its log above, and fix hello.bpf.c.'};
  if (/Operation not permitted|Permission denied/.test(text))
    return {
      what,
      why: 'Root, but not allowed: a container, a seccomp filter, missing capabilities or lockdown.',
      todo: doctor,
    };
  return {what, todo: doctor};
};

const explainAttach: Explain = ({facts}, _work, text) => {
  const what = 'The BPF program could not be attached to tracepoint/syscalls/sys_enter_execve.';
  if (facts.get('uid') !== '0')
    return {what, why: 'It takes root privileges, and it was not run as root.', todo: 'Run it as root.'};
  // libbpf finds the tracepoint's number in tracefs; without it the error is the same as for a tracepoint that does not exist.
  if (!facts.has('tracefs'))
    return {what, why: 'tracefs is not mounted.', todo: 'Mount it as root: mount -t tracefs nodev /sys/kernel/tracing'};
  if (!facts.has('tracepoint'))
    return {what, why: 'This kernel has no syscall tracepoints (CONFIG_FTRACE_SYSCALLS).', todo: doctor};
  // libbpf before 1.0 (commit 1fe0248c) knows only the place below debugfs.
  if (/\/sys\/kernel\/debug\/tracing/.test(text) && facts.get('tracefs') === '/sys/kernel/tracing')
    return {
      what,
      why: 'This libbpf is older than 1.0 and looks only below debugfs.',
      todo: 'Mount it as root: mount -t debugfs nodev /sys/kernel/debug',
    };
  return {what, todo: doctor};
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
  load: explainLoad,
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
