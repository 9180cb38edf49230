import {
  anyOf,
  type Cause,
  either,
  helperOfAnotherType,
  loadDenied,
  symptoms,
  verifier,
  worksOn,
} from '../../in-causes.ts';

export const verifierRejectedProgram = {
  title: 'The verifier refuses the program itself',
  why: 'The program can, as far as the verifier can tell, read or write where it must not, loop forever, use too much stack, or grow too large. It answers EACCES, EINVAL or E2BIG, which look like permissions or arguments; only the last lines of the log tell.',
  remedy:
    'Read the last line before "processed N insns" and the source line above it: check pointers for NULL and packets against data_end before use, mask or bound every index, keep loops bounded (bpf_loop), and large data in maps instead of the 512-byte stack.',
  decide: 'bpftool -d prog load FILE.bpf.o /sys/fs/bpf/test 2>&1 | tail -20',
  sources: ['kernel/bpf/verifier.c', 'Documentation/bpf/verifier.rst'],
  strong: [
    [anyOf(...verifier.sizes), /Proc+essed (?!1000001)\d+ insn/],
    symptoms.verifierGaveUp,
    /bpf_\w+_lock is missing/,
    // LLVM, BPFRegisterInfo.cpp; iproute2, lib/bpf_legacy.c.
    /Looks like the BPF stack limit|too large \(\d+ insns\), at most (?!4096)/,
  ],
  likely: [
    // A log that was cut off: to its end it may be that of a program which was taken.
    [symptoms.verifierState, either(symptoms.verifierAccess, /processed \d+ insns|stack depth \d/)],
    symptoms.verifierAccess,
    // kernel/bpf/syscall.c, bpf_prog_load: who lacks a capability gets EPERM; EACCES is the verifier's, or a policy's.
    loadDenied,
    // check_helper_call: `unknown func` of a helper that the kernel can name says that this type of program may not call it.
    /unknown func bpf_(?!probe_)\w+#\d+|cannot use helper bpf_(?!probe_)\w+#\d+/,
  ],
  hint: [/processed \d+ insns/],
  doubts: {
    'the same program works on another kernel': (e) => worksOn(e) !== undefined,
    'the report names the clang that built it, or a product that is known to load': (e) =>
      e.stated.includes('clang') || e.stated.includes('llvm') || e.says(/libscap|falco|sysdig/i),
    'the kernel is older than 5.3 and stricter': (e) => e.olderThan('5.3'),
  },
  excludes: {
    'the program is part of a product': (e) => e.isProduct() && e.says(symptoms.verifierSize),
    'the verifier names another reason': (e) =>
      e.says(
        /unknown func|invalid func|GPL-restricted|GPL only|CO-RE reloc|back-edge|Invalid kind|reserved fields|cannot use helper|unknown opcode|Unknown opcode/i,
      ) && !helperOfAnotherType(e),
  },
} satisfies Cause;
