import {type Cause, symptoms, tracingIsLeftOut, tracingOptionIsOff} from '../../in-causes.ts';

export const kernelConfigMissingTracing = {
  title: 'The kernel was built without the tracing that the program attaches to',
  why: 'CONFIG_KPROBES, UPROBE_EVENTS, FTRACE_SYSCALLS or FPROBE is not set (small VM, board and container kernels): programs load, but there is nothing to attach to.',
  remedy:
    'Run a kernel with CONFIG_KPROBE_EVENTS, CONFIG_UPROBE_EVENTS, CONFIG_FTRACE_SYSCALLS and CONFIG_FPROBE (`ebpf setup --kernel auto`), or attach to what this kernel has: raw tracepoints and tp_btf.',
  reboots: true,
  decide:
    'ls /sys/bus/event_source/devices /sys/kernel/tracing/events/syscalls; zgrep -hE "KPROBE|UPROBE|FTRACE_SYSCALLS" /boot/config-$(uname -r) /proc/config.gz',
  sources: ['kernel/trace/Kconfig', 'bcc docs/kernel_config.md', 'arch/x86/net/bpf_jit_comp.c: __bpf_arch_text_poke'],
  certain: [
    [
      /failed to create [ku](?:ret)?probe '[^'\n]{1,200}' perf event: No such file/,
      (e) => !e.fact(/config_[ku]probe_events: not set/),
    ],
    /create_probe_event: open\([^)]*[ku](ret)?probe_events\): No such file/,
  ],
  strong: [
    /Kernel tracer not available/,
    /failed to determine (legacy )?[ku](ret)?probe (perf )?(type|retprobe bit|event)[^\n]*(No such file|-2\b)|event_source\/devices\/[ku]probe/,
    /CONFIG_(HAVE_)?(KPROBES?|KPROBE_EVENTS?|UPROBES?|UPROBE_EVENTS?|FTRACE\w*|FUNCTION_TRACER|FPROBE|TRACEPOINTS|DYNAMIC_FTRACE\w*|BPF_EVENTS|TRACING|PERF_EVENTS|HAVE_EBPF_JIT|BPF_KPROBE_OVERRIDE|DEBUG_FS)\b[^\n]{0,50}(not|=n|missing|disabled|required|enable|must|unset|off)?/,
    [
      {
        knows:
          /config_(\w*kprobe\w*|\w*uprobe\w*|ftrace\w*|function_tracer|fprobe|tracepoints|bpf_events|dynamic_ftrace\w*|perf_events|bpf_kprobe_override|debug_fs|tracing): (not set|n\b|no\b|missing|is not|disabled|absent|unset)/,
      },
      (e) => !tracingOptionIsOff(e),
    ],
  ],
  likely: [
    /fail\w* to open [ku]probe_events( file)?: (-2|No such)/,
    /(tracepoint not found:|unknown tracepoint|invalid or unsupported event)[^\n]*syscalls[:/]|syscalls[:/][^\n]*(\n[^\n]*)?(unknown tracepoint|not found)|tracepoint 'syscalls\/[^\n]*perf event ID: No such file/,
    /([ku]probes?|ftrace|fprobe|tracepoints?|kprobe[._]multi|syscall trac\w+)( events?| support)? (is |are )?(not|un|dis)[ -]?(supported|available|enabled|compiled|built|abled)|kernel[^\n]{0,40}(without|lacks|no|missing)[^\n]{0,20}([ku]probes?|ftrace|fprobe|tracepoints?|FTRACE_SYSCALLS)/,
    // Without the nop of FUNCTION_TRACER at a function's start bpf_arch_text_poke() finds other code there: EBUSY.
    symptoms.trampolineBusy,
    /events\/syscalls[^\n]*(No such file|not found|missing|does not exist)/,
    {
      knows:
        /(kprobe_events|uprobe_events|events\/syscalls|available_filter_functions|devices\/kprobe)[^\n]*(does not exist|missing|absent|no such|not found)/,
    },
  ],
  confirms: {
    'kernels for the Raspberry Pi leave these events out': tracingIsLeftOut,
    'tracefs has no file for such probes': {
      fact: /^\S*[ku]probe_events: (does not exist|missing|absent|no such|not found)/m,
    },
  },
  suggests: {
    'small kernels leave tracing out': (e) =>
      /raspberry|buildroot|openwrt|minikube|android|firecracker|yocto|kata/i.test(e.distro + e.command + e.text),
    'tracefs is mounted': {fact: /(tracefs|debugfs): (mounted|yes|ok)|(tracefs|debugfs) on \/sys/},
    'an option that builds it is not set': tracingOptionIsOff,
  },
  doubts: {
    'probes by perf_event_open(2) are of 4.17': (e) => e.olderThan('4.17') && e.says(/event_source\/devices/i),
  },
  excludes: {
    'options of the network or of cgroups are listed too': /CONFIG_(NET_|CRYPTO|XFRM|CGROUP|NETFILTER|LWTUNNEL)\w+/i,
    'the kernel was built with FTRACE_SYSCALLS': (e) =>
      e.says(/syscalls[/:]/i) && e.fact(/config_ftrace_syscalls: y|^syscall tracepoints: exist/m),
    'tracefs is not mounted, so nothing can be seen': {fact: /(tracefs|debugfs)[^\n]*(not mounted|missing|unmounted)/},
  },
} satisfies Cause;
