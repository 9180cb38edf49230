import {advise} from '../../remedies/remedy.ts';
import {type Cause, clue, describes, says} from '../cause.ts';
import {atLeast, isOtherArch, isX86, olderThan, text} from '../evidence/evidence.ts';
import {trampolinesLackTracer} from '../evidence/trampolines.ts';
import {either, lacking} from '../phrases.ts';
import {symptoms} from '../symptoms.ts';

export const archLacksBpfFeature = {
  label: 'arch-lacks-bpf-feature',
  title: 'This architecture lacks the feature in this kernel',
  why: 'BPF trampolines (fentry, fexit, LSM, some struct_ops) came to arm64 in 6.0 (ftrace direct calls 6.4), to s390 and riscv later still; attaching answers ENOTSUPP, 524, which no C library can name. kfuncs and tail calls need the JIT of the architecture too.',
  remedy: advise(
    'Run a kernel in which the architecture has it (arm64: 6.4 or newer), or use kprobes and tracepoints instead of fentry and LSM programs.',
    {needsReboot: true},
  ),
  decide: 'uname -m; uname -r; zgrep -h DYNAMIC_FTRACE_WITH_DIRECT_CALLS /boot/config-$(uname -r) /proc/config.gz',
  sources: [
    'commit efc9909fdce0: arm64 trampoline in 6.0',
    'commit 2aa6ac03516d: arm64 direct calls in 6.4',
    'include/linux/errno.h: ENOTSUPP 524',
  ],
  signatures: [
    // kernel/trace/bpf_trace.c offers them where user and kernel addresses do not overlap: commit 0ebeea8ca8a4.
    says(5.4, /(unknown func|use helper) bpf_probe_read(_str)?(#\d+)?$/, (e) => e.arch !== 's390x'),
    // libxdp.c: the dispatcher needs freplace, hence a trampoline.
    says(4.8, /features needed\s+by the multiprog dispatcher|fall back to legacy load with \d+ programs/, isX86),
    // Of the JITs of arm32, mips and others; the verifier of an old kernel says the same on any machine.
    says(3.6, /unknown opcode [0-9a-f]{2}\b/, (e) => !isOtherArch(e)),
    says(
      4.6,
      /\bbpf[-_]jit: |NOT YET: opcode|eBPF filter opcode \w+|builtin \w+ not supported on architecture|not supported on architecture\b/,
    ),
    says(4.6, /not allowed in non-JITed programs|bpf_jit: (unknown|unsupported|can't|cannot)/),
    says(4, /JIT (does not|doesn't|cannot|can't) (support|handle)|bpf_jit[^\n]*not implemented/),
    says(3.6, symptoms.notSupported524),
    // ENOTSUPP of the trampoline becomes ENOMEM here: core/bpf-lsm.c, bpf-restrict-fs.c of systemd.
    says(
      4.6,
      /Failed to link '?\w+'? LSM BPF program: (Cannot allocate memory|Unknown error 524|Operation not supp)/,
      isX86,
    ),
    says(
      4.6,
      /(not (supported|available|implemented)|unsupported|missing|lacks?)[^\n]*\b(arm64|aarch64|ppc64(le|el)?|s390x?|riscv(64)?|armv?7\w*|powerpc|mips\w*|this (cpu )?arch(itecture)?|your arch(itecture)?|loongarch\w*)\b|\b(arm64|aarch64|ppc64(le|el)?|s390x?|riscv(64)?|powerpc|mips\w*|loongarch\w*)\b[^\n]*(not (supported|available|implemented)|unsupported|doesn't support|does not support|lacks?|without|missing)/,
      /vmlinux\.h|__TARGET_ARCH|manifest|package|image|asm\/|kernel version[^\n]*not supported/i,
    ),
    says(
      4,
      /JIT does not support|trampoline[^\n]*(not|un)[ -]?support|(not|no) (support|bpf)[^\n]*trampoline|bpf_arch_text_poke|BPF JIT[^\n]*(not|un)[ -]?support/,
    ),
    says(
      2.4,
      /(fentry|fexit|lsm|trampoline|modify_return|fmod_ret|tracing)[^\n]*(not supported|-95\b|EOPNOTSUPP|unsupported)/,
    ),
    says(
      2,
      /syscalls[:/]sys_(enter|exit)_(open|stat|lstat|fork|vfork|unlink|mkdir|rmdir|access|pipe|dup2|poll|select|chmod|chown|rename|creat|readlink|symlink|epoll_wait|alarm|pause|utime|getdents|time)\b[^\n]*/,
      isX86,
    ),
    // bpftrace has loaded the program and could not attach it; it says "Error loading program" where that failed.
    says(3.2, /error attaching probe: '?(kfunc|kretfunc|fentry|fexit):/, (e) => !isOtherArch(e) || atLeast(e, '6.4')),
    describes(
      /arm64|aarch64|riscv|ppc64|s390|loongarch/,
      /fentry|fexit|trampoline|lsm|tail call|kfunc|JIT/,
      either(lacking, /before/),
    ),
  ],
  clues: [
    clue(2, 'the machine is not x86', isOtherArch),
    clue(-3.5, 'x86 has had trampolines since 5.5', isX86),
    clue(1, 'the kernel is older than 6.4', (e) => isOtherArch(e) && olderThan(e, '6.4')),
    clue(-2, 'the kernel was built without the tracer that trampolines need', trampolinesLackTracer),
    clue(-0.7, 'the architecture is not known', (e) => e.arch === undefined),
    clue(-1.5, 'a driver, not the architecture, lacks it', (e) => text(e, /\bxdp\b/i)),
  ],
} satisfies Cause;
