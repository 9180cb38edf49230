import {asRoot} from '../../remedies/remedy.ts';
import {type Cause, clue, describes, knows, noted, ran, says} from '../cause.ts';
import {type Evidence, fact, text} from '../evidence/evidence.ts';
import {tracepointIsMisspelt} from '../evidence/tracepoints.ts';
import {tracingIsLeftOut, tracingOptionIsOff} from '../evidence/tracing-left-out.ts';
import {either, lacking} from '../phrases.ts';
import {symptoms} from '../symptoms.ts';

/** libbpf before 1.0 (commit 1fe0248c) and cilium/ebpf before 0.11 know only the place below debugfs. */
const looksBelowDebugfs = (e: Evidence): boolean =>
  text(e, /\/sys\/kernel\/debug\/tracing/) &&
  fact(e, /tracefs on \/sys\/kernel\/tracing/) &&
  !fact(e, /on \/sys\/kernel\/debug/);

export const tracefsNotMounted = {
  label: 'tracefs-not-mounted',
  title: 'tracefs is not mounted, or not visible in the container',
  why: 'The ids of tracepoints and the files for kprobes are read from /sys/kernel/tracing (or /sys/kernel/debug/tracing). Containers and minimal systems do not mount it, so every tracepoint looks as if it did not exist.',
  remedy: (e) =>
    looksBelowDebugfs(e)
      ? asRoot('Mount debugfs, which brings tracefs along; or use a newer library (libbpf 1.0, cilium/ebpf 0.11).', [
          ...['mount', '-t', 'debugfs', 'debugfs', '/sys/kernel/debug'],
        ])
      : asRoot(
          'Mount it; for a container do so on the host and add -v /sys/kernel/tracing:/sys/kernel/tracing (and /sys/kernel/debug for older tools).',
          ['mount', '-t', 'tracefs', 'tracefs', '/sys/kernel/tracing'],
        ),
  decide: 'mount | grep -E "tracefs|debugfs"; ls /sys/kernel/tracing/events | head -3',
  sources: ['libbpf.c: determine_tracepoint_id', 'cilium/ebpf internal/tracefs', 'bpftrace src/utils: tracefs path'],
  signatures: [
    knows(5.6, /^cured by: tracefs/),
    says(4.6, /'struct tracepoint__\w+/),
    says(2.8, /available_(filter_functions|events)[^\n]*fail/),
    says(
      4,
      /\/sys\/kernel\/debug(\/tracing)?(\/\S{0,80})?['")]*[^\n]{0,25}(No such file|not found|does not exist|doesn't exist|missing)|No such file or directory: '\/sys\/kernel\/(debug|tracing)/,
    ),
    says(3.4, symptoms.tracepointMissing),
    // Loaders of the age of samples/bpf (libscap, Weave): open() of events/NAME/id.
    says(3.6, /failed to open event (?!kprobes)\w+\/\w+/),
    says(
      3.2,
      /tracepoints?( are| were)? not (loaded|attached|available)\b|(find|locate|open|mount)[^\n]{0,12}(tracepoint|tracing) directory/,
    ),
    says(4.2, /\/sys\/kernel\/(debug|tracing)\b[^\n]{0,25}(is |are |was )?empty/),
    says(6, /neither (debugfs nor tracefs|tracefs nor debugfs)[^\n]*mounted/),
    says(
      5,
      /(tracefs|debugfs|tracing (file ?system|directory|fs))[^\n]{0,40}(not (mounted|found|available|accessible|present)|missing|unavailable|must be mounted|needs? to be mounted|should be mounted)|\b(mount|is)\b[^\n]{0,20} (tracefs|debugfs)\b|failed to (find|get|locate|detect)[^\n]{0,20}(tracefs|debugfs)/,
      /trace_pipe[^\n]*busy|Automounting of tracing|remount,mode/i,
    ),
    says(
      3.5,
      /\/sys\/kernel\/(debug|tracing)(\/tracing)?(\/(events|kprobe_events|uprobe_events|available_\w+|trace_pipe|set_event|trace)?\S*)?['")]*[^\n]{0,25}(No such file|not found|does not exist|doesn't exist|missing)/,
    ),
    says(2.5, /tracepoint[^\n]{0,80}(not found|No such file|does not exist|unknown|-2\b)|unknown tracepoint/),
    says(
      2.4,
      /(failed|could not|couldn't|cannot|unable)[^\n]*(read|open|find|access)[^\n]*(available_(events|filter_functions)|trace_pipe|events\/)/,
    ),
    says(2, /invalid indirect read from stack R\d off/),
    says(1.6, /Failed to attach BPF skeleton\s*$/, (e) => !/^\s*failed to attach/i.test(e.text)),
    ran(2.7, /^(sudo )?(ls|find|cd)( -\S+)* \/sys\/kernel\/(debug|tracing)\/?(tracing\/?)?$/),
    knows(3.5, /(tracefs|debugfs)[^\n]*(not mounted|missing|unmounted|absent)/),
    noted(2.7, /\/sys\/kernel\/(debug|tracing)\S*: [^\n]*(empty|not mounted|missing|absent)/),
    describes(/debugfs|tracefs|\/sys\/kernel\/(debug|tracing)/, either(lacking, /(bind-?|be )mount|empty/)),
  ],
  clues: [
    clue(-2.5, 'kernels for the Raspberry Pi leave these events out', tracingIsLeftOut),
    clue(-3, 'perf_event_open(2) needs no tracefs: the function is not there', (e) =>
      text(e, /k(ret)?probe perf_event_open\(\) failed: No such file/i),
    ),
    clue(-3, 'debugfs is mounted already', (e) => text(e, /\/sys\/kernel\/(debug|tracing): [^\n]*already mounted/i)),
    clue(-4.5, 'perf says so only where tracefs is mounted', (e) =>
      text(e, /Perhaps this kernel misses some CONFIG_/i),
    ),
    clue(-1.5, 'kernels tuned for speed leave tracing out', (e) =>
      /xanmod|liquorix/i.test(`${e.distro} ${e.kernel?.release}`),
    ),
    clue(-4, 'the list of functions could be read', (e) => text(e, /not in \S*available_filter_functions/i)),
    clue(1.4, 'it runs in a container', (e) => e.container !== 'no'),
    clue(
      -4,
      'tracefs is mounted',
      (e) => fact(e, /(tracefs|debugfs): (mounted|yes)|tracefs on \/sys/) && !looksBelowDebugfs(e),
    ),
    clue(3, 'it looks below /sys/kernel/debug, and tracefs is mounted elsewhere only', looksBelowDebugfs),
    clue(-2.5, 'something is mounted there', (e) =>
      text(e, /\/sys\/kernel\/(debug|tracing): [^\n]*(already mounted|busy)/i),
    ),
    clue(2, 'tracefs is not mounted', (e) => fact(e, /(tracefs|debugfs)[^\n]*(not mounted|missing|unmounted)/)),
    clue(-4, 'no kernel has such a tracepoint', tracepointIsMisspelt),
    clue(-2.5, 'the kernel lacks an option that builds these events', tracingOptionIsOff),
    clue(0.5, 'every kernel has this tracepoint', (e) =>
      text(e, /sched[/:]sched_(process_\w+|switch|wakeup)|syscalls[/:]sys_(enter|exit)_exec/i),
    ),
  ],
} satisfies Cause;
