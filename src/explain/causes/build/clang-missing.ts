import {type Cause, install, missingProgram} from '../../in-causes.ts';

export const clangMissing = {
  title: 'clang is not installed',
  why: 'BPF programs in C are compiled by clang (or gcc-bpf), and no clang of the name that the build uses is in PATH.',
  remedy: install('clang'),
  decide: 'command -v clang; ls /usr/bin/clang-*',
  sources: ['libbpf-bootstrap README: clang 11 or newer'],
  certain: [missingProgram('clang(\\+\\+)?(-\\d+)?'), /CMAKE_C(XX)?_COMPILER:?\s+clang\S*\s+is not a full path/],
  strong: [
    /(checking for|error:|ERROR:?) (clang|a? ?clang)\b[^\n]*not found|(could ?n[o']t|cannot|unable to|failed to) (find|run|execute)[^\n]{0,25}\bclang\b(?! lib|\w*\.h|\S*\/)|clang: not found/,
    /\bBuild\("No such file or directory \(os error 2\)"\)/,
    /compiler set in environment variable CC:\s*clang/,
  ],
} satisfies Cause;
