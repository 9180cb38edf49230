import type {Cause} from '../../in-causes.ts';

export const kprobeTargetGoneOrInlined = {
  title: 'The probed kernel function does not exist in this kernel, or is inlined',
  why: 'Kernel functions are no stable interface: they are renamed, made static inline, split by the compiler (.isra.0, .constprop.0) or marked notrace. The probe of an older tool has nothing to attach to.',
  remedy:
    'Update the tool (current BCC and libbpf-tools choose by kernel), or pick another function: `grep NAME /proc/kallsyms`, `bpftrace -l "kprobe:*NAME*"`. Prefer tracepoints where one exists.',
  decide: 'grep -w NAME /proc/kallsyms /sys/kernel/tracing/available_filter_functions',
  sources: ['bcc __init__.py: attach_kprobe', 'libbpf.c: bpf_program__attach_kprobe_opts', 'aya-obj btf.rs'],
  strong: [
    /unknown BTF type [`'"](?!bpf_(lsm|iter)_|btf_trace_)\w+/,
    /\b(fentry|fexit|fmod_ret) (?!program|prog\b|is\b|are\b|not\b)\w+:? not supported$/,
    /\b(tcp|udp|ip|inet|vfs|do|sys|blk|mm|sched|security)_\w+ is not found in vmlinux BTF/,
    /failed to create k(ret)?probe '[^']+' perf event: (No such file|Invalid argument|Address not available|Cannot assign)/,
    /(creating|create) (perf_k?probe PMU|trace event|tracefs event)[^\n]*(not found|no such file|does not exist|cannot assign)|(symbol|token|function) ['"]?[\w.]+['"]?:? (not found|does not exist|unknown)/,
  ],
  likely: [
    /failed to find kernel BTF type ID of '[^']+'|(func(?! ksym)|function|FUNC) ['"]?\w+['"]?[^\n]*not found in (kernel|vmlinux)( |$)/,
    /(Error attaching probe|failed to attach|cannot attach|could not attach|unable to attach|couldn't attach|attach)[^\n]*k(ret)?probe[:_ ]/,
  ],
  doubts: {
    'the function belongs to a module': /\b(nf|nft|xfs|kvm|ext4|btrfs)_\w+ is not found|of '(nf|nft|xfs|kvm)_/i,
  },
  excludes: {
    'the kernel has no kprobes to ask for':
      /failed to determine (legacy )?k(ret)?probe (perf )?type|fail\w* to open kprobe_events|opening tracefs: kprobe_events/i,
    'the kernel has no kprobes at all': (e) =>
      e.fact(/config_\w*kprobe\w*: not set/) || e.says(/open\([^)]*kprobe_events\): No such file|devices\/kprobe/),
    'it is a name that no kernel ever had': /of '(do_)?no_such|nonexist|'foo'|does_not_exist|_typo/i,
  },
} satisfies Cause;
