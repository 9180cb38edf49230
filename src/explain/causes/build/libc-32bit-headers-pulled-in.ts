import type {Cause} from '../../in-causes.ts';

export const libc32bitHeadersPulledIn = {
  title: 'BPF code includes a header of the C library',
  why: 'A header such as string.h or stdio.h was included in code for the bpf target; without __x86_64__ defined glibc takes its 32-bit branch, gnu/stubs-32.h, which is not installed.',
  remedy:
    'Do not include headers of the C library in BPF code (use vmlinux.h and bpf/bpf_helpers.h). Where you cannot change it: -D__x86_64__, or install the 32-bit headers (gcc-multilib; glibc-devel.i686; lib32-glibc).',
  decide: 'clang -target bpf -H -fsyntax-only FILE.bpf.c 2>&1 | grep -B3 stubs',
  sources: ['glibc gnu/stubs.h'],
  certain: [/gnu\/stubs-32\.h/],
  strong: [/bits\/\w+\.h:\d+:\d+: error: [^\n]*(__float128|_Float\d+|not supported on this target|long double)/],
} satisfies Cause;
