import type {Cause} from '../../in-causes.ts';

export const conflictingInstallShadows = {
  title: 'Several installs of one tool or library; the wrong one is used',
  why: 'A source build and a package, Python 2 and 3, or a namesake on PyPI are installed side by side, and the loader or Python finds the wrong half: the binding of one version with the library of another.',
  remedy:
    'Find both (`type -a TOOL`, `ldconfig -p | grep NAME`, `python3 -c "import bcc; print(bcc.__file__)"`) and remove one. The PyPI package `bcc` is not BCC: use the python3-bpfcc (python3-bcc) of the distribution with /usr/bin/python3.',
  decide: 'python3 -c "import bcc; print(bcc.__file__)"; ldconfig -p | grep -E "bcc|bpf"',
  sources: ['bcc FAQ.txt: mixed installs', 'ld.so(8): search order'],
  certain: [
    // A tool and its own library of two versions: pahole with libdwarves.
    /\bpahole: symbol lookup error|symbol lookup error: (\S*\/)?(pahole|bpftool|bpftrace)\b|(libdwarves|libbcc)\S*: undefined symbol|libdwarves\S*: cannot open shared object|needed by \S+, may conflict with lib(bpf|bcc|LLVM)/,
    /cannot import name '?"?(BPF|USDT|lib|libbcc)'?"? from|module '?bcc'? has no attribute '?(BPF|USDT)\b/,
  ],
  strong: [
    /ImportError: cannot import name '?BPF'?\s*$/,
    /No module named '?bcc\b(?!\.)|ImportError[^\n]*\bbcc\b(?!\.\w)/,
    /libbcc\.so(\.\d+)?: (cannot open shared object|undefined (?!reference)|version)|libbcc[^\n]*(not found|cannot open|mismatch)/,
    // libxdp.c, xsk.c: another libxdp has loaded what this one finds.
    /(dispatcher|default program) version [^\n]*(higher|older) than|dispatcher version (check failed|matches, but)/,
  ],
  likely: [/BPF\(\) takes no/],
} satisfies Cause;
