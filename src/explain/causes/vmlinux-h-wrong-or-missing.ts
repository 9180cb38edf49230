import {advise} from '../../remedies/remedy.ts';
import {type Cause, clue, describes, knows, says} from '../cause.ts';
import {definedForThisMachine} from '../evidence/build-line.ts';
import {fact, olderThan, text} from '../evidence/evidence.ts';
import {symptoms} from '../symptoms.ts';

export const vmlinuxHWrongOrMissing = {
  label: 'vmlinux-h-wrong-or-missing',
  title: 'vmlinux.h is missing, or describes another kernel or architecture',
  why: 'vmlinux.h is generated from the BTF of one kernel. It was never made, or it comes from a kernel that lacks the types which the program names, or it clashes with headers of linux/.',
  remedy: advise(
    'Generate it from a kernel that fits: `ebpf vmlinux --output vmlinux.h` (for another architecture: --from its BTF or .deb). Include vmlinux.h instead of linux/*.h headers, not beside them.',
  ),
  decide: 'ls -l vmlinux.h; bpftool btf dump file /sys/kernel/btf/vmlinux format c | wc -l',
  sources: ['libbpf README: vmlinux.h', 'tools/bpf/bpftool/Makefile: skeletons need struct bpf_perf_link of 5.15'],
  signatures: [
    // A symbolic link that an archive or a checkout on Windows turned into a file with the path in it.
    says(6.5, symptoms.linkAsText),
    says(5.5, /vmlinux\w*\.h['"]? file not found|vmlinux\w*\.h['"]?: No such file/),
    says(5.5, /not (included|defined|present|found|contained|declared) in [^\n]*vmlinux\w*\.h/),
    // Constants of these names became enumerators, which BTF can hold, in 5.7: commit 1aae4bdd7879.
    says(
      4.6,
      /undeclared identifier '(BPF_(ANY|NOEXIST|EXIST)|BPF_F_(CURRENT_CPU|INDEX_MASK|USER_STACK|NO_PREALLOC|LOCK|RECOMPUTE_CSUM|INGRESS))'/,
    ),
    says(5, /No rule to make target '?[^\n']*vmlinux\.h/),
    says(4, /vmlinux\.h:\d+:\d+: (fatal )?error/),
    says(
      3.6,
      /\.bpf\.c:\d+:\d+: error: (incomplete definition of type|variable has incomplete type|no member named|use of undeclared identifier|unknown type name|field has incomplete type|invalid application of '?sizeof'? to an incomplete type|declaration of)/,
    ),
    says(3.4, /incomplete definition of type 'struct (bpf_|task_struct|sock|sk_buff|file|request|trace_event)/),
    says(3.5, /(redefinition|conflicting types|typedef redefinition)[^\n]*(\n[^\n]*){0,12}vmlinux\w*\.h/),
    says(5.6, /no member named '\w+' in 'struct (user_)?pt_regs'/, (e) => !definedForThisMachine(e)),
    // The macros of bpf_tracing.h name it for arm64 only: the define is right on such a machine, and vmlinux.h of another.
    says(4.4, /incomplet\w* (definition of )?type ["']struct user_pt_regs/),
    says(3, /Cannot find a vmlinux for VMLINUX_BTF(?![^\n]*\/sys\/kernel\/btf)/),
    says(3, /vmlinux\.h[^\n]*(outdated|wrong|mismatch|missing|old|regenerat|another|different|generate)/),
    says(2, /error: (use of undeclared identifier|unknown type name) '(BPF_F_|BPF_MAP_TYPE|bpf_|struct bpf_)/),
    knows(2.5, /vmlinux\.h/),
    describes(
      /vmlinux\.h/,
      /missing|not generated|does not match|wrong|old|outdated|another|lacks?|errors?|fail\w*|generat\w+ (one|it|your own)|regenerat|conflict|clash|\badd(s|ed)? vmlinux/,
    ),
  ],
  clues: [
    clue(
      0.8,
      'the macros are those of this machine, and vmlinux.h lacks the registers',
      (e) => e.arch === 'aarch64' && !fact(e, /x86/) && text(e, /struct user_pt_regs/i),
    ),
    clue(1, 'the kernel is older than 5.7, and its BTF has none of the constants', (e) => olderThan(e, '5.7')),
    clue(
      -3,
      'the members are those of pt_regs, which differ by architecture',
      (e) => text(e, /no member named '\w+' in 'struct (user_)?pt_regs'/i) && !definedForThisMachine(e),
    ),
    clue(-2, 'the enumerators come from linux/bpf.h of the C library', (e) =>
      text(e, /^\S*\/include\/linux\/bpf\.h:\d+:\d+: note:[^\n]*declared here/im),
    ),
    clue(-2, 'the file breaks off', (e) => text(e, /unterminated (conditional|#)/i)),
    clue(-2.5, 'types of the C library are missing: vmlinux.h is empty', (e) =>
      text(e, /bpf_helper_defs\.h.*unknown type name '__u/i),
    ),
  ],
} satisfies Cause;
