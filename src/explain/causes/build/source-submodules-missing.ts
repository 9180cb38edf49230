import type {Cause} from '../../in-causes.ts';

export const sourceSubmodulesMissing = {
  title: 'The source tree was cloned without its git submodules',
  why: 'libbpf, bpftool or blazesym are submodules (of submodules, at times); a plain `git clone` or a downloaded archive leaves their directories empty.',
  remedy:
    'Run `git submodule update --init --recursive` in the tree, or clone with --recurse-submodules. Archives from GitHub never contain submodules.',
  decide: 'git submodule status --recursive',
  sources: ['libbpf-bootstrap README', 'gitmodules(5)'],
  certain: [
    /No rule to make target ['"`]?(?!\/usr\/)\S*(libbpf|bpftool|blazesym|third_?party|3rdparty|submodules?)\S*/,
    /submodules?[^\n]*(not (initiali[sz]ed|found|checked out|cloned|present)|empty|missing|--init|update|recurs)|git submodule/,
    // CMake's add_subdirectory and Cargo's path dependencies, for a directory that git left empty.
    /does not (appear to )?contain (a )?CMakeLists\.txt|is not an existing (non-empty )?directory|failed to get `[^`]+` as a dependency[^\n]*(\n[^\n]*){0,6}failed to read `[^`]*\/Cargo\.toml`/,
    /directory '[^']*\/(libbpf|bpftool|third_?party|3rdparty|submodules?|deps|extern(al)?|vendor)\b[^']*'\s*\n([^\n]*\n){0,4}[^\n]*(no makefile found|No rule to make target 'install')/,
    /missing (libbpf|bpftool) source/,
  ],
  strong: [
    [
      /(cd|cp|make|ls|pushd|chdir)[^\n]*(can't|cannot|failed|:)[^\n]*(libbpf(?!-bootstrap)|bpftool|blazesym|3rdparty|third_?party)[^\n]*No such file/,
      /\{\w+,\w+/,
    ],
    /\b(libbpf|bpftool|submodules?|third_?party|3rdparty)\/(src|include)\/\S+\.[ch]['"]?( file not found|: No such file)/,
    /(failed to (read|load)|couldn't read|cannot open|ninja: error:|No such file)[^\n]*['"`/ .](libbpf|bpftool|blazesym|third_?party|3rdparty)\/(?!usr)\S*['"`]?[^\n]*(No such file|missing and no known rule|os error 2)/,
    // BCC builds against its own copy of libbpf's headers, src/cc/libbpf.
    /\bbcc\/(src\/cc|introspection|tests)\/\S+:\d+:\d+: error: [^\n]*\b(BPF_|bpf_)\w+/,
    /(replaced by \.\/[^)\s]*(bpf|bcc)[^)\s]*\): reading \S*go\.mod|reading \S*(libbpfgo|submodules?|third_?party|3rdparty)\/go\.mod): open \S*: no such file/,
  ],
} satisfies Cause;
