import {type Cause, isForeign} from '../../in-causes.ts';

export const outdatedBuildInstructions = {
  title: 'The instructions are older than the tree or the distribution',
  why: 'Package names, Makefile variables and paths of a tutorial no longer exist: `python` and libncurses5-dev in Debian, hostprogs and bpf_load.o in samples/bpf, examples/c/src in libbpf-bootstrap, .tar.bz2 sources. Some are silently ignored, one missing package stops a whole apt line.',
  remedy:
    'Use the names of today: python3, libncurses-dev, `tprogs-y`/`always-y`, `make APPS=NAME`, `tar xf`. `ebpf hello` writes a project whose build is known to work on this host.',
  decide: 'git log -1 --format=%cd; ls',
  sources: ['commit ceb5dea56543: bpf_load.c removed in 5.11', 'libbpf-bootstrap commit d8b1bda'],
  certain: [
    /No rule to make target ['"`]?\S*(samples\/bpf|bpf_load)\S*|bpf_load\.[co]\b[^\n]*(No such|not found|missing|needed by)/,
    /\(stdin\) is not a bzip2 file|is not an? (bzip2|gzip|xz)/,
    /Package '?(python|python-\w+|libncurses5(-dev)?|gcc-multilib|libtinfo5|python-pip|linux-tools|libpcap0\.8-dev|libssl1\.\w+)'? has no installation candidate|Unable to locate package (python|python-\w+|python2\S*|libncurses5\S*|llvm-?[3-9](\.\d)?(-\w+)?|clang-?([3-9]|3\.\d)|libclang-?[3-9]\S*|bcc-tools|python-bcc|libtinfo5|luajit\S*|iovisor\S*)\s*$/,
    /does not (have|contain) (this |the )?feature/,
    // tools/perf/perf-sys.h of 5.x, which samples of before 5.11 include
    /undefined reference to ['`"]?test_attr__(enabled|open)/,
  ],
  likely: [
    /(cd|pushd): (can't cd to )?\.?\/?(src|tools|build|examples|bcc|libbpf)\b\S*: No such file/,
    /flag provided but not defined: -/,
  ],
  hint: [/Package '?[\w.+-]+'? has no installation candidate/],
  excludes: {
    'no candidate would fit this kernel': (e) => isForeign(e.kernel) && e.says(/'?linux-(headers|tools)/i),
  },
} satisfies Cause;
