import type {Cause} from '../../in-causes.ts';

export const glibcTooOldForBinary = {
  title: 'The program needs a newer C library than this system has',
  why: 'It was built on a newer distribution; its symbols are versioned with a GLIBC that does not exist here. Common with files copied between hosts or into containers.',
  remedy:
    'Build it on the oldest system that must run it, link it statically, or run it in a container of the newer release. Delete build products of another system (`make clean`, rm -r .output) before building here. Never replace libc6.',
  decide: 'ldd --version | head -1; objdump -T PROGRAM | grep -o "GLIBC_[0-9.]*" | sort -V | tail -1',
  sources: ['ld.so(8)', 'glibc: symbol versioning'],
  certain: [/version [`'"]?(GLIBC|GLIBCXX|CXXABI)_[\w.]+['"]? not found/, /Error relocating \S+ \w+: symbol not found/],
  strong: [
    [
      /Error relocating [^\n]*symbol not found|(glibc|libc6?)( version)?[^\n]{0,25}(too old|newer|required|at least|>= ?2\.)/,
      /depends on libc6|Depends: libc6/i,
    ],
  ],
} satisfies Cause;
