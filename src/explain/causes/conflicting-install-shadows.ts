import type {Cause} from '../cause.ts';
import {either, wanted} from '../phrases.ts';

export const conflictingInstallShadows = {
  group: 'Build tools and headers',
  title: 'Several installs of one tool or library; the wrong one is used',
  why: 'A source build and a package, Python 2 and 3, or a namesake on PyPI are installed side by side, and the loader or Python finds the wrong half: the binding of one version with the library of another.',
  remedy:
    'Find both (`type -a TOOL`, `ldconfig -p | grep NAME`, `python3 -c "import bcc; print(bcc.__file__)"`) and remove one. The PyPI package `bcc` is not BCC: use the python3-bpfcc (python3-bcc) of the distribution with /usr/bin/python3.',
  decide: 'python3 -c "import bcc; print(bcc.__file__)"; ldconfig -p | grep -E "bcc|bpf"',
  sources: ['bcc FAQ.txt: mixed installs', 'ld.so(8): search order'],
  says: {
    certain: [
      // A tool and its own library of two versions: pahole with libdwarves.
      /\bpahole: symbol lookup error|symbol lookup error: (\S*\/)?(pahole|bpftool|bpftrace)\b|(libdwarves|libbcc)\S*: undefined symbol|libdwarves\S*: cannot open shared object|needed by \S+, may conflict with lib(bpf|bcc|LLVM)/,
      /undefined symbol: (bpf_module_\w+|bcc_\w+|bpf_(attach|open|prog|table|function|num)\w+|perf_reader\w+)/,
      /cannot import name '?"?(BPF|USDT|lib|libbcc)'?"? from|module '?bcc'? has no attribute '?(BPF|USDT)\b/,
    ],
    strong: [
      /ImportError: cannot import name '?BPF'?\s*$/,
      /No module named '?bcc\b(?!\.)|ImportError[^\n]*\bbcc\b(?!\.\w)/,
      /libbcc\.so(\.\d+)?: (cannot open shared object|undefined|version)|libbcc[^\n]*(not found|cannot open|mismatch)/,
      /CommandLine Error: Option '[^']+' registered more than once|LLVM ERROR: inconsistency in registered CommandLine options/,
      // libxdp.c, xsk.c: another libxdp has loaded what this one finds.
      /(dispatcher|default program) version [^\n]*(higher|older) than|dispatcher version (check failed|matches, but)/,
    ],
    likely: [
      /BPF\(\) takes no/,
      // A tool of a toolchain that was unpacked beside the distribution's, and which its libraries do not fit.
      /\b(clang|llvm-\w+|llvm|llc|opt|lld?|pahole|bpftool|bpftrace)(-\d+)?: error while loading shared libraries: (?!libbpf|libelf|libbcc)/,
    ],
    hint: [
      [
        /libbcc\.so|dist-packages\/bcc|python3?-bcc\b/,
        /Failed to compile BPF|Failed to (attach|load) BPF|cannot attach|super-user|has no attribute '(?!BPF'|USDT')/i,
      ],
    ],
  },
  told: [
    [
      /\b(pip|PyPI|installed|two versions|both|package)\b/,
      /\bbcc\b|libbcc|bpfcc|libbpf|bpftrace/,
      /not BCC|wrong|conflict|old one|two|both|shadow|another|namesake/,
    ],
    [
      /\bbcc\b|libbcc|bpfcc|libbpf|bpftrace|bpftool|\bclang\b|\bpython\b/,
      /\b(pip|PyPI)\b|\/usr\/local|\/opt\/|ldconfig|which \w+|LD_LIBRARY_PATH|dist-packages|from source|source build|side by side/,
      /\bwrong\b|instead of|another|not (the )?(BCC|BPF|system)|conflict\w*|shadow\w*|at the same time|both|old(er)? (one|version|lib\w*)|precedence|picks|stale/,
    ],
    [
      /\bpython\w*\b|\bbcc\b/,
      /\b(virtual ?env(ironment)?|venv|conda|pyenv|pipenv)\b/,
      either(wanted, /\bhow\b|inside/),
    ],
  ],
  suggests: {
    'a Python other than the system one is used': /pyenv|conda|venv|site-packages|python2|dist-packages/i,
  },
  excludes: {'the missing symbol carries a version of libbpf': /version LIBBPF_/},
} satisfies Cause;
