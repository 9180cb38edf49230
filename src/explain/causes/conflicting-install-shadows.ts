import {advise} from '../../remedies/remedy.ts';
import {type Cause, clue, describes, says} from '../cause.ts';
import {fact, text} from '../evidence/evidence.ts';
import {either, wanted} from '../phrases.ts';

export const conflictingInstallShadows = {
  label: 'conflicting-install-shadows',
  title: 'Several installs of one tool or library; the wrong one is used',
  why: 'A source build and a package, Python 2 and 3, or a namesake on PyPI are installed side by side, and the loader or Python finds the wrong half: the binding of one version with the library of another.',
  remedy: advise(
    'Find both (`type -a TOOL`, `ldconfig -p | grep NAME`, `python3 -c "import bcc; print(bcc.__file__)"`) and remove one. The PyPI package `bcc` is not BCC: use the python3-bpfcc (python3-bcc) of the distribution with /usr/bin/python3.',
  ),
  decide: 'python3 -c "import bcc; print(bcc.__file__)"; ldconfig -p | grep -E "bcc|bpf"',
  sources: ['bcc FAQ.txt: mixed installs', 'ld.so(8): search order'],
  signatures: [
    // A tool and its own library of two versions: pahole with libdwarves.
    says(
      5.6,
      /\bpahole: symbol lookup error|symbol lookup error: (\S*\/)?(pahole|bpftool|bpftrace)\b|(libdwarves|libbcc)\S*: undefined symbol|libdwarves\S*: cannot open shared object|needed by \S+, may conflict with lib(bpf|bcc|LLVM)/,
    ),
    says(
      2.6,
      /libbcc\.so|dist-packages\/bcc|site-packages\/bcc|python3?-bpfcc|python3?-bcc\b/,
      /Failed to compile BPF|Failed to (attach|load) BPF|cannot attach|super-user|has no attribute '(?!BPF'|USDT')/i,
    ),
    says(5.5, /undefined symbol: (bpf_module_\w+|bcc_\w+|bpf_(attach|open|prog|table|function|num)\w+|perf_reader\w+)/),
    says(4, /ImportError: cannot import name '?BPF'?\s*$/),
    says(5.5, /cannot import name '?"?(BPF|USDT|lib|libbcc)'?"? from|module '?bcc'? has no attribute '?(BPF|USDT)\b/),
    says(4, /No module named '?bcc\b(?!\.)|ImportError[^\n]*\bbcc\b(?!\.\w)/),
    says(
      4,
      /libbcc\.so(\.\d+)?: (cannot open shared object|undefined|version)|libbcc[^\n]*(not found|cannot open|mismatch)/,
    ),
    says(
      4.5,
      /CommandLine Error: Option '[^']+' registered more than once|LLVM ERROR: inconsistency in registered CommandLine options/,
    ),
    // libxdp.c, xsk.c: another libxdp has loaded what this one finds.
    says(
      4.6,
      /(dispatcher|default program) version [^\n]*(higher|older) than|dispatcher version (check failed|matches, but)/i,
    ),
    says(4, /undefined symbol: (_ZN?K?\d*(4llvm|5clang|7bpftrace|4ebpf)\w*|LLVM\w+)/),
    says(
      3.5,
      /(two|multiple|both|different|another|conflicting|old(er)?|stale|wrong) (versions?|installs?|installations?|cop(y|ies)|package)[^\n]*(bcc|libbpf|bpftool|bpftrace|clang|llvm|python|\.so)|shadow(s|ed|ing)?\b|(conflict|mix)[^\n]*(source|package|pip|apt)/,
    ),
    says(3, /\/usr\/local\/(lib|bin|sbin|share)[^\n]*(undefined symbol|not found|\bversion\b(?! ?=)|mismatch)/),
    says(2.5, /AttributeError: [^\n]*(bcc|bpf)/),
    says(3.6, /BPF\(\) takes no|unexpected keyword argument '(text|src_file|usdt_contexts|cflags)'/),
    // A tool of a toolchain that was unpacked beside the distribution's, and which its libraries do not fit.
    says(
      3.4,
      /\b(clang|llvm-\w+|llvm|llc|opt|lld?|pahole|bpftool|bpftrace)(-\d+)?: error while loading shared libraries: (?!libbpf|libelf|libbcc)/,
    ),
    describes(
      /\b(pip|PyPI|installed|two versions|both|package)\b/,
      /\bbcc\b|libbcc|bpfcc|libbpf|bpftrace/,
      /not BCC|wrong|conflict|old one|two|both|shadow|another|namesake/,
    ),
    describes(
      /\bbcc\b|libbcc|bpfcc|libbpf|bpftrace|bpftool|\bclang\b|\bpython\b/,
      /\b(pip|PyPI)\b|\/usr\/local|\/opt\/|ldconfig|which \w+|LD_LIBRARY_PATH|dist-packages|from source|source build|side by side/,
      /\bwrong\b|instead of|another|not (the )?(BCC|BPF|system)|conflict\w*|shadow\w*|at the same time|both|old(er)? (one|version|lib\w*)|precedence|picks|stale/,
    ),
    describes(
      /\bpython\w*\b|\bbcc\b/,
      /\b(virtual ?env(ironment)?|venv|conda|pyenv|pipenv)\b/,
      either(wanted, /\bhow\b|inside/),
    ),
  ],
  clues: [
    clue(1.5, 'a directory outside of the distribution is searched first', (e) =>
      fact(
        e,
        /(\/usr\/local|\/opt|\/home)\S*: [^\n]*\bpath\b|\b(which|path|ld_library_path)[^\n]*: \/(usr\/local|opt|home)\//,
      ),
    ),
    clue(-2.5, 'the missing symbol carries a version of libbpf', (e) => text(e, /version LIBBPF_/)),

    clue(1, 'a Python other than the system one is used', (e) =>
      text(e, /pyenv|conda|venv|site-packages|python2|dist-packages/i),
    ),
  ],
} satisfies Cause;
