import {type Cause, definedForThisMachine} from '../../in-causes.ts';

export const targetArchDefineWrong = {
  title: 'The BPF code was compiled for another architecture',
  why: 'PT_REGS_PARM1 and its kin are macros of bpf_tracing.h that need -D__TARGET_ARCH_xxx, and struct pt_regs has other members on each architecture: di on x86, regs[0] on arm64.',
  remedy:
    'Compile with -D__TARGET_ARCH_x86, _arm64, _powerpc, _s390 or _riscv for the machine that will run it, with the vmlinux.h of that architecture, and use PT_REGS_PARM1(ctx) or BPF_KPROBE instead of naming registers.',
  decide: 'uname -m',
  sources: ['libbpf bpf_tracing.h: __BPF_TARGET_MISSING'],
  certain: [
    /(no matching targets found|invalid CO-RE|failed to resolve)[^\n]*struct (user_)?pt_regs\.\w/,
    // Objects built for x86 and shipped for arm64 ask for registers that are not there.
    [/bad CO-RE relocation/, (e) => !e.isOtherArch()],
    /BTF for extern 'PT_REGS_\w+'/,
    /no member named '?(r?di|r?si|r?dx|r?cx|r?ax|r?sp|r?bx|orig_r?ax|r?ip|regs|r8|r9|r10|pc|uregs|ARM_\w+|gprs?|a[0-7]|nip|psw)'? in '(struct )?(user_)?pt_regs/,
    /has no member named '?(r?di|r?si|r?dx|r?cx|r?ax|r?sp|orig_r?ax|r?ip|regs|gprs?)'?/,
    /(missing symbol|undefined|undeclared|implicit declaration|unknown|unresolved|not declared)[^\n]*PT_REGS_\w+/,
  ],
  strong: [
    /PT_REGS_\w[^\n]*(missing|undefined|unresolved|not found|unknown)/,
    /incomplete (definition of )?type '?(const )?(volatile )?struct user_regs_struct/,
  ],
  suggests: {'the machine is not x86': (e) => e.isOtherArch()},
  doubts: {
    'only the macros for arm64 name struct user_pt_regs': (e) =>
      e.arch === 'aarch64' && !e.fact(/x86/) && e.says(/incomplet\w* (definition of )?type ["']struct user_pt_regs/i),
  },
  excludes: {'the define is that of this machine': definedForThisMachine},
} satisfies Cause;
