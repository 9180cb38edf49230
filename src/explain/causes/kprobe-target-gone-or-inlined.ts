import {advise} from '../../remedies/remedy.ts';
import {type Cause, clue, says} from '../cause.ts';
import {fact, text} from '../evidence/evidence.ts';
import {worksOn} from '../evidence/other-kernel.ts';
import {bcc} from '../messages/load.ts';
import {anyOf} from '../messages/printed.ts';

export const kprobeTargetGoneOrInlined = {
  label: 'kprobe-target-gone-or-inlined',
  title: 'The probed kernel function does not exist in this kernel, or is inlined',
  why: 'Kernel functions are no stable interface: they are renamed, made static inline, split by the compiler (.isra.0, .constprop.0) or marked notrace. The probe of an older tool has nothing to attach to.',
  remedy: advise(
    'Update the tool (current BCC and libbpf-tools choose by kernel), or pick another function: `grep NAME /proc/kallsyms`, `bpftrace -l "kprobe:*NAME*"`. Prefer tracepoints where one exists.',
  ),
  decide: 'grep -w NAME /proc/kallsyms /sys/kernel/tracing/available_filter_functions',
  sources: [
    'bcc __init__.py: attach_kprobe',
    'bpftrace: "is not traceable"',
    'libbpf.c: bpf_program__attach_kprobe_opts',
    'aya-obj btf.rs: UnknownBtfTypeName; cilium/ebpf prog.go: findProgramTargetInKernel',
  ],
  signatures: [
    // The type of the event is known by then: what the kernel does not find is the function.
    says(4.4, /k(ret)?probe perf_event_open\(\) failed: No such file/),
    // kernel/trace/trace_probe.h, ERRORS: dmesg and error_log of tracefs.
    says(
      4.6,
      /trace_kprobe: error: (Invalid probed address|Failed to register probe event|Retprobe address|The symbol is not unique)/,
    ),
    says(4.4, /unknown BTF type [`'"](?!bpf_(lsm|iter)_|btf_trace_)\w+/),
    says(4.2, /\b(fentry|fexit|fmod_ret) (?!program|prog\b|is\b|are\b|not\b)\w+:? not supported$/),
    says(3, /BTF data for the function not found|Failed to attach BPF to (entry|exit|fmod_ret) kernel func/),
    says(
      4.6,
      /Failed to find symbol \S+ in kernel|trace_kprobe: (Could not (probe notrace function|insert probe at)|Failed to)|Probe point '[^']+' not found/,
    ),
    says(4, /\b(tcp|udp|ip|inet|vfs|do|sys|blk|mm|sched|security)_\w+ is not found in vmlinux BTF/),
    says(
      3.4,
      /\b(is|was|been|being|got|gets|are|now|made|became) (static )?(inlined?|notrace|renamed|removed)\b/,
      /\b(apt|repository|ppa|package)\b/i,
    ),
    says(4.3, /not (in|found in|listed in) \S*(available_filter_functions|kallsyms)|unsafe to kprobe/),
    says(4.8, /cannot attach k(ret)?probe, probe entry may not exist|probe entry may not exist/),
    says(3, anyOf(bcc.attachBefore), /permission|not permitted|kprobe_events/i),
    says(4.8, /not traceable \(either non-existing, inlined|it's not traceable/),
    says(4, /Failed to attach BPF( program)?( b?'[^']*')? to k(ret)?probe b?'/),
    says(
      4,
      /failed to create k(ret)?probe '[^']+' perf event: (No such file|Invalid argument|Address not available|Cannot assign)/,
    ),
    says(
      4,
      /(creating|create) (perf_k?probe PMU|trace event|tracefs event)[^\n]*(not found|no such file|does not exist|cannot assign)|(symbol|token|function) ['"]?[\w.]+['"]?:? (not found|does not exist|unknown)/,
      /elf|undefined symbol|symbol lookup|unable to locate|uprobe|executable|lib\w*\.so/i,
    ),
    says(3.2, /failed to add legacy k(ret)?probe event for '[^']+': (Invalid argument|No such file|Address|Cannot)/),
    says(
      3.4,
      /write\([^)]*kprobe_events[^)]*\)[^\n]*(No such file|Invalid argument|failed)|kprobe_events[^\n]*(Invalid argument|failed to write)/,
    ),
    says(
      3.3,
      /failed to find kernel BTF type ID of '[^']+'|(attach|find)[^\n]*(btf|BTF)[^\n]*(func(tion)?|FUNC)[^\n]*not found|(func|function|FUNC) ['"]?\w+['"]?[^\n]*not found in (kernel|vmlinux)( |$)/,
    ),
    says(
      3.8,
      /(function|symbol|kprobe)[^\n]*(was |is |been |made )?(inlined|notrace|static inline|renamed|blacklist\w*|not exist)|(inlined|renamed|removed)[^\n]*(function|symbol|kprobe)/,
    ),
    says(
      3,
      /(Error attaching probe|failed to attach|cannot attach|could not attach|unable to attach|couldn't attach|attach)[^\n]*k(ret)?probe[:_ ]/,
      /not permitted|permission denied|too many|Device or resource busy|invalid argument|524/i,
    ),
    says(2.6, /k(ret)?probe[^\n]*(No such file|ENOENT|not found|-2\b)/, /open\([^\n]*kprobe_events|devices\/kprobe/i),
    says(2.4, /no BTF data for \w+/),
    says(2.6, /No probes to attach|No matching (functions?|symbols?)\b(?! for call)|No kprobe/),
  ],
  clues: [
    clue(-4, 'the kernel has no kprobes at all', (e) => fact(e, /config_kprobe_events: not set/)),
    clue(1.5, 'it works on an older kernel', (e) => worksOn(e) === 'older'),
    clue(
      -1.2,
      'nothing says that the tool gave up: it may have tried another name next',
      (e) => text(e, /probe entry may not exist/i) && !text(e, /Exception|Failed|Error attaching|Traceback/i),
    ),
    clue(-3, 'the kernel has no kprobes to ask for', (e) =>
      text(
        e,
        /failed to determine (legacy )?k(ret)?probe (perf )?type|fail\w* to open kprobe_events|opening tracefs: kprobe_events/i,
      ),
    ),
    clue(
      -3,
      'the kernel has no kprobes at all',
      (e) =>
        fact(e, /config_\w*kprobe\w*: not set/) || text(e, /open\([^)]*kprobe_events\): No such file|devices\/kprobe/),
    ),
    clue(-2, 'the function belongs to a module', (e) =>
      text(e, /\b(nf|nft|xfs|kvm|ext4|btrfs)_\w+ is not found|of '(nf|nft|xfs|kvm)_/i),
    ),
    clue(-2.5, 'it is a name that no kernel ever had', (e) =>
      text(e, /of '(do_)?no_such|nonexist|'foo'|does_not_exist|_typo/i),
    ),
    clue(
      -3.5,
      'the target is in a program or library, not in the kernel',
      (e) => /\bu(ret)?probe/i.test(e.text + e.command) && !/\bk(ret)?probe/i.test(e.text + e.command),
    ),
    clue(-2, 'the attach was forbidden, not missing', (e) =>
      text(e, /(kprobe|probe)[^\n]*(operation not permitted|permission denied)/i),
    ),
  ],
} satisfies Cause;
