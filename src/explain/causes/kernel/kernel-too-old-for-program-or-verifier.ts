import {type Cause, symptoms, worksOn} from '../../in-causes.ts';

export const kernelTooOldForProgramOrVerifier = {
  title: 'The kernel predates a program type, attach type or verifier feature',
  why: 'Program and attach types (tracing 5.5, LSM 5.7, kprobe.multi 5.18, netfilter 6.4), bounded loops (5.3), a million instructions (5.2), BTF kinds and kfuncs came one by one; an older kernel answers EINVAL or an error that names something else.',
  remedy:
    'Run a newer kernel (`ebpf setup --kernel auto`), or an older build or mode of the tool that suits this one (kprobe instead of fentry, #pragma unroll instead of loops).',
  reboots: true,
  decide: 'uname -r; bpftool feature probe kernel | grep -E "program_type|Bounded|Large"',
  sources: ['commit 2589726d12a1: bounded loops in 5.3', 'commit c04c0d2b968a: 1M instructions in 5.2'],
  certain: [
    // Before 4.10 only the register that was compared is known not to be NULL, not its copies: commit 57a09bf0a416.
    /R\d=map_value\([^\n]*R\d=map_value_or_null\(/,
    // Helpers take keys and memory from the value of a map, and not from the stack alone, since 4.18: commit d71962f3e627.
    /R\d type=map_value expected=fp\s*$/,
  ],
  strong: [
    [
      /requires >= v\d|(fentry|fexit|kfunc|k?uprobe.multi|kprobe.session|tcx|netkit|iter|sk_lookup|struct_ops|lsm|raw tracepoint|bpf_link|cookie|sched_ext|tracing|netfilter|freplace)[^\n]*(is |are )?(not supported|unsupported|not available|unavailable|requires?( a)?( newer)? (linux|kernel|v?\d))/,
      /create raw tracepoint: not supported|LSM programs disabled|-?524|driver|generic|SKB|aarch64|arm64|(fentry|fexit|fmod_ret|raw_tp) (?!program|prog\b|is\b|are\b|link)\w+:? not supported$/im,
    ],
    // Later kernels say so of calls while a lock is held.
    /function calls are not allowed(?! w)/,
    // Fields that struct __sk_buff got later: tstamp and wire_len in 5.0, gso_segs and sk 5.1, gso_size 5.7, hwtstamp 5.16, tstamp_type 5.18.
    /invalid bpf_context access off=(152|160|164|168|176|180|184) size=[148]/,
    /\bInvalid kind:\d+|BTF[^\n]*(Invalid kind|Invalid name|Invalid btf_info)/,
    /BPF_STX uses reserved fields|unknown opcode (db|c3|dc|d7)|BPF_[A-Z]\w* uses reserved fields/,
    /(BPF program is too large|program too large|too many instructions)[^\n]*(4096|409\d)/,
    // It looked at no more than 131072 instructions, counted on all paths.
    [symptoms.verifierGaveUp, (e) => !e.olderThan('5.2')],
    /PERF_EVENT_IOC_SET_BPF\)?: (Errno 17|File exists)/,
    /\(Linux v?\d\.\d+(\.\d+)? or (newer|later|higher)\)/,
    /features needed\s+by the multiprog dispatcher|fall back to legacy load with \d+ programs/,
    // getsockopt XDP_OPTIONS, which libbpf and libxdp ask first, is of 5.3.
    [/(xsk\w*|AF_XDP)\b[^\n]*(operation not supported|ENOTSUP|EOPNOTSUPP|-95\b)/, (e) => !e.olderThan('5.3')],
    /(invalid|wrong) kernel version\b|kernel version[^\n]{0,30}\bmust be \D{0,4}\d\.\d/,
    // bpf_check_uarg_tail_zero: E2BIG where a field of bpf_attr is set that this kernel does not know.
    /\b(load|attach)\w*\b[^\n]*argument list too long|argument list too long ?\(-7\)/,
    // aya: links of perf events are 5.15, ids and chains of programs and links of many uprobes came one by one.
    /^(Error: |Caused by:\s*)?invalid link$|(program ids|chained programs|multi-uprobe links)[^\n]*not supported by the (current|running) kernel/,
    /(kernel|linux)( version)?[^\n]{0,30}(must be|should be|has to be|is expected|expected|needs? to be)[^\n]{0,30}\d\.\d|need >= \d\.\d+, kernel is too old|lower than the minimum supported kernel/,
    /(program|attach|link)[ _]types?[^\n]{0,40}(is |are )?(not supported|unsupported|unknown|invalid|unavailable)|(unknown|unsupported|invalid) (bpf )?(program|prog|attach|link)[ _]type|prog(ram)?_type[ =][^\n]*EINVAL|kernel (does not|doesn't) support (BTF |the )?(tcx|netkit|[ku]probe.multi|program|global data|fentry|fexit|tp_btf|attach|link|bpf[_ ]link|perf|cookie|kfunc|iter|freplace|struct_ops|sched_ext|tracing|loops|sleepable)/,
  ],
  likely: [
    [symptoms.programRefused, (e) => worksOn(e) !== 'newer' || e.says(symptoms.recordTooShort)],
    // kernel/bpf/btf.c refuses the BTF of the program: a kind or a flag that came later, such as the linkage of 5.6.
    /^\[\d+\] (FUNC|DATASEC|VAR|FLOAT|DECL_TAG|TYPE_TAG|ENUM64?|INT|PTR|STRUCT|FUNC_PROTO)\b[^\n]*(vlen != 0|Invalid (btf_info|kind|type)|kind_flag|unsupported)/,
    /unsupported kernel( version)?[: ]+v?[2-6]\.\d/,
    /event_source\/devices\/[ku]probe/,
    // bpf_map__init_kern_struct_ops() of libbpf answers ENOTSUP where the kernel's struct lacks a member that is set.
    /failed to (open|load) (and (load|verify) )?(the )?BPF (program|skeleton|object)s?\b(?!:)[^\n]*(\n[^\n]*){0,3}Operation not supported \(os error 95\)/,
    [
      /kernel( version)?[^\n]{0,40}(too old|not supported|unsupported|is not new enough|older than|is older|below)|(requires?|needs?|at least|minimum|min(imal)?|only (works|supports?))[^\n]{0,40}(linux )?kernel( version)?[^\n]{0,15}(>=?|at least|of)? ?v?\d\.\d+/,
      /unsupported$|BTF|glibc|clang|helper|\bmap\b|ringbuf|ring buffer/i,
    ],
  ],
  hint: [
    /(link|attach|bpf_link_create|link create|BPF_LINK_CREATE|raw_tracepoint_open)[^\n]*(invalid argument|-22\b|EINVAL)/,
    symptoms.verifierSize,
  ],
  confirms: {
    'XDP links are of 5.9': (e) =>
      e.olderThan('5.9') && e.says(/xdp[^\n]*(create link|link create)|failed to attach to xdp/i),
  },
  suggests: {
    'it works on kernels of a newer series': (e) => worksOn(e) === 'newer',
    'the kernel is older than 5.5': (e) => e.olderThan('5.5'),
    'the kernel is older than 5.18': (e) => e.olderThan('5.18'),
  },
  doubts: {
    'kern_version is what such a kernel compares': (e) => /kern_version/i.test(e.text + e.facts) && !e.atLeast('5.0'),
    'the kernel is 6.6 or newer': (e) => e.atLeast('6.6'),
    'attaching by trampoline is a matter of the architecture here': (e) =>
      e.isOtherArch() && e.says(/not supported|524/),
  },
  excludes: {
    'the program is short enough for every kernel': (e) => e.says(symptoms.verifierGaveUp) && !e.olderThan('5.2'),
    'it is a helper or map that is missing': /bpf_\w+ helper|helper[^\n]*requires/i,
  },
} satisfies Cause;
