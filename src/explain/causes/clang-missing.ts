import {install} from '../../checks/check.ts';
import {type Cause, says} from '../cause.ts';
import {missingProgram} from '../symptoms.ts';

export const clangMissing = {
  label: 'clang-missing',
  title: 'clang is not installed',
  why: 'BPF programs in C are compiled by clang (or gcc-bpf), and no clang of the name that the build uses is in PATH.',
  remedy: install('clang'),
  decide: 'command -v clang; ls /usr/bin/clang-*',
  sources: ['libbpf-bootstrap README: clang 11 or newer'],
  signatures: [
    says(6, missingProgram('(\\S*/)?clang(\\+\\+)?(-\\d+)?')),
    says(
      4.5,
      /(clang|LLVM) (compiler )?(is|was) (not (found|installed|available)|missing|required)|(install|missing:?|no|need) clang\b(?!\S*\.h)|Cannot find tool clang|please install [^\n]*\bclang\b|No (usable |suitable |working )?clang/,
      /\.h['"]?(:| file) /,
    ),
    says(3.5, /unable to locate package clang-?\d*/),
  ],
} satisfies Cause;
