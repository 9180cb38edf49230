import {advise} from '../../remedies/remedy.ts';
import {type Cause, clue, describes, knows, says} from '../cause.ts';
import {fact, isVendorKernel, olderThan, text} from '../evidence/evidence.ts';
import {eventSystemIsUnknown} from '../evidence/tracepoints.ts';
import {tracingIsLeftOut, tracingOptionIsOff} from '../evidence/tracing-left-out.ts';
import {trampolinesLackTracer} from '../evidence/trampolines.ts';
import {symptoms} from '../symptoms.ts';

export const kernelConfigMissingTracing = {
  label: 'kernel-config-missing-tracing',
  title: 'The kernel was built without the tracing that the program attaches to',
  why: 'CONFIG_KPROBES, UPROBE_EVENTS, FTRACE_SYSCALLS or FPROBE is not set (small VM, board and container kernels): programs load, but there is nothing to attach to.',
  remedy: advise(
    'Run a kernel with CONFIG_KPROBE_EVENTS, CONFIG_UPROBE_EVENTS, CONFIG_FTRACE_SYSCALLS and CONFIG_FPROBE (`ebpf setup --kernel auto`), or attach to what this kernel has: raw tracepoints and tp_btf.',
    {needsReboot: true},
  ),
  decide:
    'ls /sys/bus/event_source/devices /sys/kernel/tracing/events/syscalls; zgrep -hE "KPROBE|UPROBE|FTRACE_SYSCALLS" /boot/config-$(uname -r) /proc/config.gz',
  sources: [
    'kernel/trace/Kconfig',
    'bcc docs/kernel_config.md',
    'libbpf.c: perf_event_kprobe_open_legacy',
    'arch/x86/net/bpf_jit_comp.c: __bpf_arch_text_poke',
  ],
  signatures: [
    says(
      5,
      /failed to create [ku](?:ret)?probe '[^'\n]{1,200}' perf event: No such file/,
      (e) => !fact(e, /config_[ku]probe_events: not set/),
    ),
    says(4.8, /kprobes\/blacklist/, isVendorKernel),
    says(
      4.8,
      /build (the |your )?kernel with CONFIG_([KU]PROBE|FTRACE|FUNCTION_TRACER|TRAC|PERF_EVENTS|DYNAMIC_FTRACE)/,
    ),
    says(
      4,
      /Kernel tracer not available|the \w+ tracer is not configured|plugin '?function\w*'? not (found|available)|missing [ku]probe_events|no [ku]probe_events\b|ftrace available\?/,
    ),
    says(5, /'struct tracepoint__syscalls__/),
    says(
      4.2,
      /missing[^\n]{0,25}(config|option|kernel)[^\n]{0,15}\b([KU]PROBES?|[KU]PROBE_EVENTS?|FTRACE\w*|TRACEPOINTS|BPF_EVENTS)\b/,
    ),
    says(2.8, /\/sys\/kernel\/(debug\/)?tracing directory[^\n]*missing|no [^\n]{0,12}tracing directory/),
    knows(
      3.8,
      /(kprobe_events|uprobe_events|events\/syscalls|available_filter_functions|devices\/kprobe)[^\n]*(does not exist|missing|absent|no such|not found)/,
    ),
    // tools/lib/api/fs/tracing_path.c says this only where tracefs is mounted and the event is not in it.
    says(4.6, /Perhaps this kernel misses some CONFIG_ setting/, eventSystemIsUnknown),
    says(3.8, /fail\w* to open [ku]probe_events( file)?: (-2|No such)/),
    says(5, /create_probe_event: open\([^)]*[ku](ret)?probe_events\): No such file/),
    says(3.2, /[ku]probe_events['")]*[^\n]{0,30}(No such file|not found|does not exist|missing)/),
    says(
      4,
      /failed to determine (legacy )?[ku](ret)?probe (perf )?(type|retprobe bit|event)[^\n]*(No such file|-2\b)|event_source\/devices\/[ku]probe/,
    ),
    says(
      3,
      /failed to add legacy [ku](ret)?probe event for '[^']+': (No such file|Operation not supported|Function not impl)/,
    ),
    says(
      2.9,
      /(tracepoint not found:|unknown tracepoint|invalid or unsupported event)[^\n]*syscalls[:/]|syscalls[:/][^\n]*(\n[^\n]*)?(unknown tracepoint|not found)|tracepoint 'syscalls\/[^\n]*perf event ID: No such file/,
    ),
    says(
      4.5,
      /CONFIG_(HAVE_)?(KPROBES?|KPROBE_EVENTS?|UPROBES?|UPROBE_EVENTS?|FTRACE\w*|FUNCTION_TRACER|FPROBE|TRACEPOINTS|DYNAMIC_FTRACE\w*|BPF_EVENTS|TRACING|PERF_EVENTS|HAVE_EBPF_JIT|BPF_KPROBE_OVERRIDE|DEBUG_FS)\b[^\n]{0,50}(not|=n|missing|disabled|required|enable|must|unset|off)?/,
      /CONFIG_DEBUG_INFO_BTF/i,
    ),
    says(
      3.6,
      /([ku]probes?|ftrace|fprobe|tracepoints?|kprobe[._]multi|syscall trac\w+)( events?| support)? (is |are )?(not|un|dis)[ -]?(supported|available|enabled|compiled|built|abled)|kernel[^\n]{0,40}(without|lacks|no|missing)[^\n]{0,20}([ku]probes?|ftrace|fprobe|tracepoints?|FTRACE_SYSCALLS)/,
    ),
    says(
      3.4,
      /(kprobe[._]multi|uprobe[._]multi|multi[- ]?kprobe|fprobe)[^\n]*(-95|not supported|EOPNOTSUPP|-22|invalid)/,
    ),
    // Without the nop of FUNCTION_TRACER at a function's start bpf_arch_text_poke() finds other code there: EBUSY.
    says(3.5, symptoms.trampolineBusy, /xdp|tc\b|cgroup/i),
    says(3, /available_filter_functions[^\n]*(No such file|not found|does not exist)/),
    says(3.6, /events\/syscalls[^\n]*(No such file|not found|missing|does not exist)/, (e) => e.container !== 'no'),
    says(
      3,
      /events\/syscalls[^\n]*(No such file|not found|missing|does not exist)|(No such file|not found|missing|does not exist)[^\n]*events\/syscalls/,
    ),
    says(4.6, /Unknown symbol (tracepoint_probe_|for_each_kernel_tracepoint|register_k(ret)?probe)/),
    knows(
      4,
      /config_(\w*kprobe\w*|\w*uprobe\w*|ftrace\w*|function_tracer|fprobe|tracepoints|bpf_events|dynamic_ftrace\w*|perf_events|bpf_kprobe_override|debug_fs|tracing): (not set|n\b|no\b|missing|is not|disabled|absent|unset)/,
      (e) => !tracingOptionIsOff(e),
    ),
    describes(
      /kernel|CONFIG_/,
      /kprobes?|uprobes?|ftrace|tracepoints?|FTRACE_SYSCALLS|KPROBE/,
      /without|not set|disabled|missing|lacks?|not (built|compiled|enabled)/,
    ),
  ],
  clues: [
    clue(
      -3,
      'the kernel has the tracepoint',
      (e) => e.stage !== undefined && fact(e, /^mounts: .*tracefs on/m) && !fact(e, /config_\w+: not set/),
    ),
    clue(-3, 'the program reads beyond the record of the tracepoint', (e) => text(e, symptoms.recordTooShort)),
    clue(-2.5, 'options of the network or of cgroups are listed too', (e) =>
      text(e, /CONFIG_(NET_|CRYPTO|XFRM|CGROUP|NETFILTER|LWTUNNEL)\w+/i),
    ),
    clue(
      -2,
      'probes by perf_event_open(2) are of 4.17',
      (e) => olderThan(e, '4.17') && text(e, /event_source\/devices/i),
    ),
    clue(1.5, 'debugfs is mounted', (e) => text(e, /\/sys\/kernel\/(debug|tracing): [^\n]*(already mounted|busy)/i)),
    clue(2, 'debugfs is mounted already', (e) => text(e, /\/sys\/kernel\/(debug|tracing): [^\n]*already mounted/i)),
    clue(2, 'tracefs is mounted', (e) => fact(e, /(tracefs|debugfs): (mounted|yes|ok)|(tracefs|debugfs) on \/sys/)),
    clue(2, 'an option that builds it is not set', tracingOptionIsOff),
    clue(
      -4,
      'the kernel was built with FTRACE_SYSCALLS',
      (e) => text(e, /syscalls[/:]/i) && fact(e, /config_ftrace_syscalls: y/),
    ),
    clue(
      2,
      'what trampolines attach to is not built in',
      (e) => trampolinesLackTracer(e) && text(e, symptoms.notSupported524),
    ),
    clue(1.5, 'kernels tuned for speed leave tracing out', (e) =>
      /xanmod|liquorix|\bzen\b|custom kernel|own kernel|self-?built/i.test(
        `${e.distro} ${e.kernel?.release} ${e.command} ${e.text}`,
      ),
    ),
    clue(2.5, 'kernels for the Raspberry Pi leave these events out', tracingIsLeftOut),
    clue(1, 'small kernels leave tracing out', (e) =>
      /raspberry|buildroot|openwrt|minikube|android|firecracker|yocto|kata|gvisor/i.test(
        `${e.distro} ${e.command} ${e.text}`,
      ),
    ),
    clue(-2.5, 'tracefs is not mounted, so nothing can be seen', (e) =>
      fact(e, /(tracefs|debugfs)[^\n]*(not mounted|missing|unmounted)/),
    ),
  ],
} satisfies Cause;
