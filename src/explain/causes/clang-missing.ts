import {install} from '../../remedies/remedy.ts';
import {type Cause, clue, describes, says} from '../cause.ts';
import {text} from '../evidence/evidence.ts';
import {wanted} from '../phrases.ts';
import {missingProgram, unmetBuildDependency} from '../symptoms.ts';

export const clangMissing = {
  label: 'clang-missing',
  title: 'clang is not installed',
  why: 'BPF programs in C are compiled by clang (or gcc-bpf), and no clang of the name that the build uses is in PATH.',
  remedy: install('clang'),
  decide: 'command -v clang; ls /usr/bin/clang-*',
  sources: ['libbpf-bootstrap README: clang 11 or newer'],
  signatures: [
    says(
      4.5,
      /\bBuild\("No such file or directory \(os error 2\)"\)|(execute|run|spawn|start|find) clang\b[^\n]*\n[^\n]*No such file/,
    ),
    says(
      5,
      /(checking for|error:|ERROR:?) (clang|a? ?clang)\b[^\n]*not found|(find|found|run|execute)[^\n]{0,25}\bclang\b(?! lib|\w*\.h|\S*\/)|clang: not found/,
      /unsupported|libclang|clang libraries|target|\.h['"]|too old|version/i,
    ),
    says(6, missingProgram('clang(\\+\\+)?(-\\d+)?')),
    says(
      4.5,
      /(clang|LLVM) (compiler )?(is|was) (not (found|installed|available)|missing|required)|(install|missing:?|no|need) clang\b(?!\S*\.h)|Cannot find tool clang|please install [^\n]*\bclang\b|No (usable |suitable |working )?clang/,
      /\.h['"]?(:| file) |but is referred to by/,
    ),
    says(5, /CMAKE_C(XX)?_COMPILER:?\s+clang\S*\s+is not a full path/),
    says(5.5, unmetBuildDependency('clang(-\\d+)?')),
    describes(
      /\bclang\b(?!\S*\.h|[- ]?\d)/,
      /(not|n't) installed|missing|absent|only gcc|no clang|build[ -]?dep|(dependenc|prerequisite)\w*/,
    ),
    says(4.6, /compiler set in environment variable CC:\s*clang/),
    describes(
      /\bclang\b(?!\S*\.h|[- ]?\d|\S*format|\S*tidy)/,
      /package|image|Docker\w*|INSTALL|README|default|dependenc\w*|build-essential|prerequisit\w*/,
      wanted,
      /^(?!.*(version|newer|too old|headers?\b|libclang))/,
    ),
    says(3.5, /unable to locate package clang-?\d*/),
  ],
  clues: [
    clue(-5, 'clang ran, and failed', (e) => text(e, /execute clang: exit status/i)),
    clue(-2, 'apt does not know the package', (e) =>
      text(e, /Unable to locate package|has no installation candidate/i),
    ),

    clue(-3, 'clang is there, in a version that is refused', (e) =>
      text(e, /clang[^\n]*(too old|version)|unsupported option/i),
    ),
    clue(-3, 'the libraries of clang are missing, not the compiler', (e) =>
      text(e, /clang libraries|libclang|Clang\w*\.cmake|clang\/\w+\/\w+\.h/i),
    ),
  ],
} satisfies Cause;
