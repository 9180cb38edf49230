import {type Cause, symptoms} from '../../in-causes.ts';

export const llvmCodegenVerifierRejection = {
  title: 'The verifier rejects what this LLVM made of the program',
  why: 'The source is fine, but the compiler of this version orders, merges or widens operations so that the verifier loses the bounds it needs; an older or newer clang makes an object that loads.',
  remedy:
    'Build with another clang (the version that the project tests with), or a newer release of the tool; in your own source pin the bound with a barrier (`asm volatile("" : "+r"(x))`), a mask, or __builtin_ helpers. A newer kernel often accepts both.',
  decide: 'clang --version; readelf -p .comment FILE.bpf.o',
  sources: ['kernel/bpf/verifier.c', 'falcosecurity/libs: clang 15', 'cilium docs: LLVM and the verifier'],
  hint: [
    symptoms.verifierAccess,
    symptoms.verifierState,
    /failed to load: -13\b|BPF program load failed: Permission denied/,
  ],
  suggests: {
    'the report names the clang that built it': (e) => e.stated.includes('clang') || e.stated.includes('llvm'),
  },
} satisfies Cause;
