import {install} from '../../remedies/remedy.ts';
import type {Cause} from '../cause.ts';
import {wanted} from '../phrases.ts';
import {missingProgram} from '../symptoms.ts';

export const clangMissing = {
  group: 'Build tools and headers',
  title: 'clang is not installed',
  why: 'BPF programs in C are compiled by clang (or gcc-bpf), and no clang of the name that the build uses is in PATH.',
  remedy: install('clang'),
  decide: 'command -v clang; ls /usr/bin/clang-*',
  sources: ['libbpf-bootstrap README: clang 11 or newer'],
  says: {
    certain: [missingProgram('clang(\\+\\+)?(-\\d+)?'), /CMAKE_C(XX)?_COMPILER:?\s+clang\S*\s+is not a full path/],
    strong: [
      [
        /(checking for|error:|ERROR:?) (clang|a? ?clang)\b[^\n]*not found|(could ?n[o']t|cannot|unable to|failed to) (find|run|execute)[^\n]{0,25}\bclang\b(?! lib|\w*\.h|\S*\/)|clang: not found/,
        /unsupported|libclang|clang libraries|target|\.h['"]|too old|version/i,
      ],
      /\bBuild\("No such file or directory \(os error 2\)"\)/,
      /compiler set in environment variable CC:\s*clang/,
    ],
  },
  told: [
    [
      /\bclang\b(?!\S*\.h|[- ]?\d)/,
      /(not|n't) installed|missing|absent|only gcc|no clang|build[ -]?dep|(dependenc|prerequisite)\w*/,
    ],
    [
      /\bclang\b(?!\S*\.h|[- ]?\d|\S*format|\S*tidy)/,
      /package|image|Docker\w*|INSTALL|README|default|dependenc\w*|build-essential|prerequisit\w*/,
      wanted,
      /^(?!.*(version|newer|too old|headers?\b|libclang))/,
    ],
  ],
  doubts: {'apt does not know the package': /Unable to locate package|has no installation candidate/i},
  excludes: {
    'clang is there, in a version that is refused': /clang[^\n]*(too old|version)|unsupported option/i,
    'the libraries of clang are missing, not the compiler':
      /clang libraries|libclang|Clang\w*\.cmake|clang\/\w+\/\w+\.h/i,
  },
} satisfies Cause;
