import {type Cause, symptoms} from '../../in-causes.ts';

export const archLacksBpfFeature = {
  title: 'This architecture lacks the feature in this kernel',
  why: 'BPF trampolines (fentry, fexit, LSM, some struct_ops) came to arm64 in 6.0 (ftrace direct calls 6.4), to s390 and riscv later still; attaching answers ENOTSUPP, 524, which no C library can name. kfuncs and tail calls need the JIT of the architecture too.',
  remedy:
    'Run a kernel in which the architecture has it (arm64: 6.4 or newer), or use kprobes and tracepoints instead of fentry and LSM programs.',
  reboots: true,
  decide: 'uname -m; uname -r; zgrep -h DYNAMIC_FTRACE_WITH_DIRECT_CALLS /boot/config-$(uname -r) /proc/config.gz',
  sources: ['commit efc9909fdce0: arm64 trampoline in 6.0', 'commit 2aa6ac03516d: arm64 direct calls in 6.4'],
  certain: [
    // kernel/trace/bpf_trace.c offers them where user and kernel addresses do not overlap: commit 0ebeea8ca8a4.
    /(unknown func|use helper) bpf_probe_read(_str)?(#\d+)?$/,
  ],
  strong: [
    // libxdp.c: the dispatcher needs freplace, hence a trampoline.
    /features needed\s+by the multiprog dispatcher|fall back to legacy load with \d+ programs/,
    /\bbpf[-_]jit: /,
    [
      /(not (supported|available|implemented)|unsupported|missing|lacks?)[^\n]*\b(arm64|aarch64|ppc64(le|el)?|s390x?|riscv(64)?|armv?7\w*|powerpc|mips\w*|this (cpu )?arch(itecture)?|your arch(itecture)?|loongarch\w*)\b/,
      /vmlinux\.h|__TARGET_ARCH|manifest|package|image|asm\/|kernel version[^\n]*not supported/i,
    ],
  ],
  likely: [
    // Of the JITs of arm32, mips and others; the verifier of an old kernel says the same on any machine.
    /unknown opcode [0-9a-f]{2}\b/,
    symptoms.notSupported524,
    // bpftrace has loaded the program and could not attach it; it says "Error loading program" where that failed.
    /error attaching probe: '?(kfunc|kretfunc|fentry|fexit):/,
  ],
  hint: [
    /(fentry|fexit|lsm|trampoline|modify_return|fmod_ret|tracing)[^\n]*(not supported|-95\b|EOPNOTSUPP|unsupported)/,
  ],
  suggests: {
    'the machine is not x86': (e) => e.isOtherArch(),
    'the kernel is older than 6.4': (e) => e.isOtherArch() && e.olderThan('6.4'),
  },
  excludes: {'x86 has had trampolines since 5.5': (e) => e.isX86()},
} satisfies Cause;
