import {advise} from '../../remedies/remedy.ts';
import {type Cause, clue, describes, says} from '../cause.ts';
import {atLeast, fact, isOtherArch, olderThan, text} from '../evidence/evidence.ts';
import {worksOn} from '../evidence/other-kernel.ts';
import {oldKernelSays} from '../old-kernel.ts';
import {broken, either, lacking} from '../phrases.ts';
import {symptoms} from '../symptoms.ts';

export const kernelTooOldForProgramOrVerifier = {
  label: 'kernel-too-old-for-program-or-verifier',
  title: 'The kernel predates a program type, attach type or verifier feature',
  why: 'Program and attach types (tracing 5.5, LSM 5.7, kprobe.multi 5.18, netfilter 6.4), bounded loops (5.3), a million instructions (5.2), BTF kinds and kfuncs came one by one; an older kernel answers EINVAL or an error that names something else.',
  remedy: advise(
    'Run a newer kernel (`ebpf setup --kernel auto`), or an older build or mode of the tool that suits this one (kprobe instead of fentry, #pragma unroll instead of loops).',
    {needsReboot: true},
  ),
  decide: 'uname -r; bpftool feature probe kernel | grep -E "program_type|Bounded|Large"',
  sources: [
    'kernel/bpf/verifier.c: "back-edge from insn"',
    'commit 2589726d12a1: bounded loops in 5.3',
    'commit c04c0d2b968a: 1M instructions in 5.2',
    'isovalent/ebpf-docs feature data',
  ],
  signatures: [
    says(3.4, symptoms.programRefused, (e) => worksOn(e) !== 'newer' || text(e, symptoms.recordTooShort)),
    ...oldKernelSays,
    says(4.8, /prog 'BPF_(TRACE|PROG_TYPE)\w*' is not supported/),
    says(
      4.2,
      /kernel version v?[2-6]\.\S+ (\(\w+\) )?is not supported|Requires a (kernel )?version (greater|newer) than [3-6]\.\d/,
    ),
    says(3.8, /unsupported kernel( version)?[: ]+v?[2-6]\.\d/),
    // The kfuncs of sched_ext changed until it was merged.
    says(6.2, /\biter_scx_\w+|scx_bpf_\w[^\n]*(not found|not allowed|unknown)/, (e) => !olderThan(e, '6.12')),
    says(3.4, /event_source\/devices\/[ku]probe/, (e) => !olderThan(e, '4.17')),
    says(4, /PERF_EVENT_IOC_SET_BPF\)?: (Errno 17|File exists)/, (e) => !olderThan(e, '4.15')),
    says(5.4, /uapi\/linux\/bpf_perf_event\.h'? file not found/, (e) => !olderThan(e, '4.9')),
    says(3.6, /does not support BPF\/cgroup/, (e) => !olderThan(e, '4.11')),
    says(3.6, /PERF_EVENT_IOC_SET_BPF\)?: Invalid argument/i),
    says(3, /xdp[^\n]*(create link|link create|bpf_link_create)[^\n]*(invalid argument|-22\b|EINVAL)/, (e) =>
      atLeast(e, '5.9'),
    ),
    says(4.6, /struct_ops init_kern/),
    // bpf_map__init_kern_struct_ops() of libbpf answers ENOTSUP where the kernel's struct lacks a member that is set.
    says(
      2.8,
      /failed to (open|load) (and (load|verify) )?(the )?BPF (program|skeleton|object)s?\b(?!:)[^\n]*(\n[^\n]*){0,3}Operation not supported \(os error 95\)/,
    ),
    says(2, /instruction (count|limit)[^\n]*(too (big|large|many)|exceed)/),
    // XDP: binding to a device is of 6.3, live frames of 5.18, bpf_xdp_flow_lookup of 6.11.
    says(4.4, /n[o']t support (XDP device binding|live packet mode|the bpf_\w+\(\) kfunc)/),
    says(4.2, /\(Linux v?\d\.\d+(\.\d+)? or (newer|later|higher)\)/),
    says(4.6, /features needed\s+by the multiprog dispatcher|fall back to legacy load with \d+ programs/, isOtherArch),
    // getsockopt XDP_OPTIONS, which libbpf and libxdp ask first, is of 5.3.
    says(4.6, /(xsk\w*|AF_XDP)\b[^\n]*(operation not supported|ENOTSUP|EOPNOTSUPP|-95\b)/, (e) => !olderThan(e, '5.3')),
    says(4.2, /(invalid|wrong) kernel version\b|kernel version[^\n]{0,30}\bmust be \D{0,4}\d\.\d/),
    // bpf_check_uarg_tail_zero: E2BIG where a field of bpf_attr is set that this kernel does not know.
    says(
      4.2,
      /\b(load|attach)\w*\b[^\n]*argument list too long|argument list too long ?\(-7\)/,
      /too (large|complex|many)|processed \d+ insns|\bmap\b[^\n]*(creat|argument list)|syscall returned/i,
    ),
    says(3.6, /detect support for BTF: (no such|invalid|function)/),
    says(4, /BTF is mandatory, can't proceed/),
    says(
      3.2,
      /struct_ops init_kern[^\n]*not found|extern '?[^\n']+'? \(strong\): not resolved|kernel is missing symbol|-- kernel too old\?|bpf_attach_raw_tracepoint[^\n]*(Invalid argument|not supported)|failed to create PID iterator/,
      /not permitted/i,
    ),
    // aya: links of perf events are 5.15, ids and chains of programs and links of many uprobes came one by one.
    says(
      4.4,
      /\bInvalidLink\b|^(Error: |Caused by:\s*)?invalid link$|(program ids|chained programs|multi-uprobe links)[^\n]*not supported by the (current|running) kernel/,
    ),
    says(
      4.4,
      /kernel function '[^']+' not found in kernel BTF|prog '\w+' is not supported|Missing required kernel feature: loop|multi not available for your kernel version/,
    ),
    says(
      4,
      /(kernel|linux)( version)?[^\n]{0,30}(must be|should be|has to be|is expected|expected|needs? to be)[^\n]{0,30}\d\.\d|kernel( version)? >=? ?v?\d\.\d[^\n]*(expected|required|needed)|(need|requires?) (linux |kernel )+v?\d\.\d+\+|need >= \d\.\d+, kernel is too old|early kernels|lower than the minimum supported kernel/,
      /BTF|helper|\bmap\b|ring/i,
    ),
    says(
      4.6,
      /(can't|cannot) be used (for|on|with) your kernel version|only supported (in|on|by) kernels|update to (kernel )?version [456]\.\d+ or (higher|newer)/,
    ),
    says(4.4, /kernel doesn't support global data/, (e) => atLeast(e, '5.2')),
    says(
      4.4,
      /(program|attach|link)[ _]types?[^\n]{0,40}(is |are )?(not supported|unsupported|unknown|invalid|unavailable)|(unknown|unsupported|invalid) (bpf )?(program|prog|attach|link)[ _]type|prog(ram)?_type[ =][^\n]*EINVAL|kernel (does not|doesn't) support (BTF |the )?(tcx|netkit|[ku]probe.multi|program|global data|fentry|fexit|tp_btf|attach|link|bpf[_ ]link|perf|cookie|kfunc|iter|freplace|struct_ops|sched_ext|tracing|loops|sleepable)/,
      /-95\b|-?524|not a valid/i,
    ),
    says(
      4.2,
      /requires >= v\d|(fentry|fexit|kfunc|k?uprobe.multi|kprobe.session|tcx|netkit|iter|sk_lookup|struct_ops|lsm|raw tracepoint|bpf_link|cookie|sched_ext|tracing|netfilter|freplace)[^\n]*(is |are )?(not supported|unsupported|not available|unavailable|requires?( a)?( newer)? (linux|kernel|v?\d))/,
      /create raw tracepoint: not supported|-?524|driver|generic|SKB|aarch64|arm64|(fentry|fexit|fmod_ret|raw_tp) (?!program|prog\b|is\b|are\b|link)\w+:? not supported$/im,
    ),
    says(
      3.6,
      /kernel( version)?[^\n]{0,40}(too old|not supported|unsupported|is not new enough|older than|is older|below)|(requires?|needs?|at least|minimum|min(imal)?|only (works|supports?))[^\n]{0,40}(linux )?kernel( version)?[^\n]{0,15}(>=?|at least|of)? ?v?\d\.\d+|kernel (version )?(>=|\d\.\d+ or (newer|later|higher|above|greater))|((requires?|needs?|use|run|try|install|want|only|expects?)( a| the)?( more)? (newer|later|recent)|upgrade( to)?)[^\n]{0,15} kernel|(supported|available) (since|from|starting|on|in) (linux |kernel )+v?\d\.\d/,
      /unsupported$|BTF|glibc|clang|helper|\bmap\b|ringbuf|ring buffer/i,
    ),
    says(
      2.8,
      /(link|attach|bpf_link_create|link create|BPF_LINK_CREATE|raw_tracepoint_open)[^\n]*(invalid argument|-22\b|EINVAL)/,
      /xdp|cgroup|ifindex|fd 9/i,
    ),
    says(
      2.6,
      /function calls? to other bpf functions are allowed|loops? (is|are) not (allowed|supported)|sched_ext[^\n]*(No such file|not found|missing|not enabled)|\/sys\/kernel\/sched_ext/,
    ),
    says(2.2, symptoms.loadInvalid, /unknown func|invalid func|GPL|CO-RE|R\d|map_value|lockdown/i),
    describes(
      /\bverifier\b|fentry|kfunc|program type|loops?/,
      /\b[345]\.\d+\b|old kernels?|older kernels?/,
      either(lacking, broken),
    ),
    describes(
      /(old(er)?|early|legacy) (linux |kernel )*(kernels?|versions?)|\b[2345]\.(x|\d+)(\.\d+\S*)?[- ](\w+ )?kernels?|kernels?( versions?)? (before|prior to|older than|below|<=?) ?v?[3-6]\.|(works?|loads?|runs?) (on|in|with) v?[56]\.\d+[^\n]*\bnot\b[^\n]*\b[345]\.\d|\bsupport\w*\b[^\n]*\bkernels? (version )?[2345]\.(x|\d+)|kernels? [345]\.\d+[^\n]*support/,
      either(broken, /support\w*|minimum|reject/),
      /^(?!.*(\bbcc\b|BTF|header|pahole|backport|RHEL|CentOS|helper|\bmap\b|ring ?buf|renamed|removed|verifier log|config))/,
    ),
  ],
  clues: [
    clue(1.7, 'it works on kernels of a newer series', (e) => worksOn(e) === 'newer'),
    clue(-3, 'it works on an older kernel', (e) => worksOn(e) === 'older'),
    clue(2.5, 'XDP links are of 5.9', (e) => olderThan(e, '5.9') && text(e, /xdp[^\n]*(create link|link create)/i)),
    clue(-2.5, 'kernels have had it since 5.5', (e) => text(e, /kfunc\/kretfunc not available/i) && atLeast(e, '5.5')),

    clue(
      -2,
      'kern_version is what such a kernel compares',
      (e) => /kern_version/i.test(e.text + e.facts) && !atLeast(e, '5.0'),
    ),
    clue(-2, 'it is a helper or map that is missing', (e) => text(e, /bpf_\w+ helper|helper[^\n]*requires/i)),

    clue(
      0.8,
      'BPF_F_REPLACE for cgroups is of 5.6',
      (e) => text(e, /BPF_CGROUP_DEVICE|device filter/i) && olderThan(e, '5.6'),
    ),

    clue(
      2.5,
      'before 5.2 a program may have 4096 instructions only',
      (e) => olderThan(e, '5.2') && text(e, /too large|too big|too many instructions|instruction (count|limit)/i),
    ),

    clue(-2, 'the kernel lacks kprobes or options, not age', (e) =>
      fact(e, /kprobe_events[^\n]*(not exist|missing)|config_\w+: not set/),
    ),

    clue(1, 'the kernel is older than 5.5', (e) => olderThan(e, '5.5')),
    clue(0.7, 'the kernel is older than 5.18', (e) => olderThan(e, '5.18')),
    clue(-1.5, 'the kernel is 6.6 or newer', (e) => atLeast(e, '6.6')),
    clue(
      -1.5,
      'attaching by trampoline is a matter of the architecture here',
      (e) => isOtherArch(e) && text(e, /not supported|524/),
    ),
  ],
} satisfies Cause;
