import {
  asRoot,
  type Cause,
  counted,
  type Evidence,
  symptoms,
  tracepointIsMisspelt,
  tracingIsLeftOut,
} from '../../in-causes.ts';

/** An event that is on the host, but was not found: libbpf before 1.0 does not say where it looked. */
const missesWhatIsThere = (e: Evidence): boolean =>
  e.fact(/^syscall tracepoints: exist/m) &&
  e.says(symptoms.tracepointMissing) &&
  e.says(
    /\bsyscalls[/:]sys_(enter|exit)_execve\b|\bsched[/:]sched_(process_exec|process_exit|process_fork|switch|wakeup)\b/,
  );

/** libbpf before 1.0 (commit 1fe0248c) and cilium/ebpf before 0.11 know only the place below debugfs. */
const looksBelowDebugfs = (e: Evidence): boolean =>
  e.fact(/tracefs on \/sys\/kernel\/tracing/) &&
  !e.fact(/on \/sys\/kernel\/debug/) &&
  (e.says(/\/sys\/kernel\/debug\/tracing/) || missesWhatIsThere(e));

export const tracefsNotMounted = {
  title: 'tracefs (for older libraries: debugfs) is not mounted, or not visible in the container',
  why: 'The ids of tracepoints and the files for kprobes are read from /sys/kernel/tracing (or /sys/kernel/debug/tracing). Containers and minimal systems do not mount it, so every tracepoint looks as if it did not exist.',
  remedy: (e) =>
    looksBelowDebugfs(e)
      ? asRoot(
          'tracefs is mounted, but this program looks below /sys/kernel/debug alone: mount debugfs, which brings tracefs along; or use a newer library (libbpf 1.0, cilium/ebpf 0.11).',
          ['mount', '-t', 'debugfs', 'debugfs', '/sys/kernel/debug'],
        )
      : asRoot(
          'Mount it; for a container do so on the host and add -v /sys/kernel/tracing:/sys/kernel/tracing (and /sys/kernel/debug for older tools).',
          ['mount', '-t', 'tracefs', 'tracefs', '/sys/kernel/tracing'],
        ),
  decide: 'mount | grep -E "tracefs|debugfs"; ls /sys/kernel/tracing/events | head -3',
  sources: ['libbpf.c: determine_tracepoint_id', 'cilium/ebpf internal/tracefs', 'bpftrace src/utils: tracefs path'],
  certain: [
    /(tracefs|debugfs|tracing (file ?system|directory|fs))[^\n]{0,40}(not (mounted|found|available|accessible|present)|missing|unavailable|must be mounted|needs? to be mounted|should be mounted)|\b(mount|is)\b[^\n]{0,20} (tracefs|debugfs)\b/,
  ],
  strong: [
    /'struct tracepoint__\w+/,
    /\/sys\/kernel\/debug(\/tracing)?(?!\/events\/\w+\/\w+\/id)(\/\S{0,80})?['")]*[^\n]{0,25}(No such file|not found|does not exist|doesn't exist|missing)|No such file or directory: '\/sys\/kernel\/(debug|tracing)/,
  ],
  likely: [
    symptoms.tracepointMissing,
    // Loaders of the age of samples/bpf (libscap, Weave): open() of events/NAME/id.
    /failed to open event (?!kprobes)\w+\/\w+/,
    /(find|locate|open|mount)[^\n]{0,12}(tracepoint|tracing) directory/,
    {knows: /(tracefs|debugfs)[^\n]*(not mounted|missing|unmounted|absent)/},
    {noted: /\/sys\/kernel\/(debug|tracing)\S*: [^\n]*(empty|not mounted|missing|absent)/},
  ],
  hint: [
    /tracepoint[^\n]{0,80}(not found|No such file|does not exist|unknown|-2\b)|unknown tracepoint/,
    /Failed to attach BPF skeleton\s*$/,
  ],
  suggests: {
    'it runs in a container': (e) => e.container !== 'no',
    'tracefs is not mounted': {fact: /(tracefs|debugfs)[^\n]*(not mounted|missing|unmounted)/},
    'every kernel has this tracepoint': /sched[/:]sched_(process_\w+|switch|wakeup)|syscalls[/:]sys_(enter|exit)_exec/i,
  },
  excludes: {
    'bpftrace attached, and printed what it counted': counted,
    'kernels for the Raspberry Pi leave these events out': tracingIsLeftOut,
    'tracefs is mounted': (e) => e.fact(/(tracefs|debugfs): (mounted|yes)|tracefs on \/sys/) && !looksBelowDebugfs(e),
    'no kernel has such a tracepoint': tracepointIsMisspelt,
  },
} satisfies Cause;
