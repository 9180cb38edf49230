import {type Cause, definedForThisMachine, renamedField, symptoms} from '../../in-causes.ts';

export const vmlinuxHWrongOrMissing = {
  title: 'vmlinux.h is missing, or describes another kernel or architecture',
  why: 'vmlinux.h is generated from the BTF of one kernel. It was never made, or it comes from a kernel that lacks the types which the program names, or it clashes with headers of linux/.',
  remedy: (e) =>
    renamedField(e) ??
    'Generate it from a kernel that fits: `ebpf vmlinux --output vmlinux.h` (for another architecture: --from its BTF or .deb). Include vmlinux.h instead of linux/*.h headers, not beside them.',
  decide: 'ls -l vmlinux.h; bpftool btf dump file /sys/kernel/btf/vmlinux format c | wc -l',
  sources: ['libbpf README: vmlinux.h', 'tools/bpf/bpftool/Makefile: skeletons need struct bpf_perf_link of 5.15'],
  certain: [
    // A symbolic link that an archive or a checkout on Windows turned into a file with the path in it.
    symptoms.linkAsText,
    /vmlinux\w*\.h['"]?( file not found|: No such file)/,
    /No rule to make target '?[^\n']*vmlinux\.h/,
    [/no member named '\w+' in 'struct (user_)?pt_regs'/, (e) => !definedForThisMachine(e)],
  ],
  strong: [
    // Constants of these names became enumerators, which BTF can hold, in 5.7: commit 1aae4bdd7879.
    /undeclared identifier '(BPF_(ANY|NOEXIST|EXIST)|BPF_F_(CURRENT_CPU|INDEX_MASK|USER_STACK|NO_PREALLOC|LOCK|RECOMPUTE_CSUM|INGRESS))'/,
  ],
  likely: [
    /\.bpf\.c:\d+:\d+: error: (incomplete definition of type|variable has incomplete type|no member named|use of undeclared identifier|unknown type name|field has incomplete type|invalid application of '?sizeof'? to an incomplete type|declaration of)/,
    /(redefinition|conflicting types|typedef redefinition)[^\n]*(\n[^\n]*){0,12}vmlinux\w*\.h/,
    /Cannot find a vmlinux for VMLINUX_BTF(?![^\n]*\/sys\/kernel\/btf)/,
    /vmlinux\.h[^\n]*(outdated|wrong|mismatch|missing|old|regenerat|another|different|generate)/,
  ],
  suggests: {
    'the macros are those of this machine, and vmlinux.h lacks the registers': (e) =>
      e.arch === 'aarch64' && !e.fact(/x86/) && e.says(/struct user_pt_regs/i),
    'the kernel is older than 5.7, and its BTF has none of the constants': (e) => e.olderThan('5.7'),
  },
  doubts: {
    'the enumerators come from linux/bpf.h of the C library':
      /^\S*\/include\/linux\/bpf\.h:\d+:\d+: note:[^\n]*declared here/im,
  },
} satisfies Cause;
