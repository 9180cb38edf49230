import {advise} from '../../remedies/remedy.ts';
import {type Cause, clue, describes, says} from '../cause.ts';
import {toolOlderThan, toolVersion} from '../evidence/evidence.ts';

export const clangTooOld = {
  label: 'clang-too-old',
  title: 'clang is too old for this program or loader',
  why: 'Old clang lacks what the program or libbpf needs: the BPF back end (3.7), symbols and BTF of functions (10), CO-RE builtins (10 to 12), newer -mcpu levels.',
  remedy: advise(
    'Install a newer clang (10 is the least for libbpf, 15 or newer recommended; `clang-NN` packages or apt.llvm.org) and point the build at it: `make CLANG=clang-15`.',
  ),
  decide: 'clang --version',
  sources: [
    'libbpf README: clang 10+',
    'libbpf.c: "failed to find program symbol at offset"',
    'LLVM D144829: -mcpu=v4 in 18',
  ],
  signatures: [
    says(5, /unknown register name '\w\d+' in asm/),
    says(2.6, /\bBuild\("Failed to compile \S+\.o from \S+\.bpf\.c/),
    says(3.2, /failed to find BTF for extern '(bpf_|llvm\.)/),
    // Up to clang 10 an uninitialised global is COMMON, which has no BTF.
    says(4.4, /failed to find BTF info for global\/extern symbol/),
    says(
      4.5,
      /clang(-\d+)?: error: (unknown argument:? '-(fdebug-compilation-dir|ffile-compilation-dir|fno-jump-tables|mcpu|f\S*prefix-map)|the clang compiler does not support '-mcpu)|invalid value '(gnu|c)2\w' in '-std=/,
    ),
    says(5, /unknown target triple 'bpf|unknown target triple "bpf|unknown target '?bpf'?/),
    says(4.2, /failed to find program symbol at offset|sec '[^']+': failed to find program/),
    says(
      4.5,
      /use of (unknown|undeclared) (builtin|identifier) '__builtin_(preserve|btf|memcpy_inline|bpf)|implicit declaration of function '__builtin_(preserve|btf)|undeclared function '__builtin_(preserve|btf)/,
    ),
    says(
      4.5,
      /(unknown|invalid) (target )?CPU '?(v[234]|probe)|'?(v[234])'? is not a (recognized|valid) (processor|CPU)|unknown target CPU '(v\d|probe)|invalid CPU.*bpf/,
    ),
    says(
      3,
      /unknown attribute '(preserve_access_index|btf_type_tag|btf_decl_tag)' ignored|attribute 'preserve_access_index'/,
    ),
    says(
      4.5,
      /(clang|llvm)(-\d+)?( version)?[ :]?['"(v]*\d*[\d.]*['")]* ?(is |are |was )?(too old|not supported|unsupported|older than|outdated)|\bclang( version)? v?\d[^\n]{0,30}(need|require|at least|minimum|too old)|(requires?|needs?|at least|minimum( version)?( of)?|>=|use|update|upgrade( to)?|newer)[ :]*(a newer |newer )?(version of )?(clang|llvm)( version)?[ >=:-]*v?\d|(update|upgrade( to)?|newer|newer version of|minimum) (clang|llvm)\b|(clang|llvm) (version )?(>=|\d+ or (newer|later|higher|above)|1\d\+)|too old[^\n]*\bclang\b|\bclang\b[^\n]{0,40}too old/,
    ),
    says(
      3,
      /unknown (warning option|argument)[^\n]*clang|clang[^\n]*(unknown|unsupported) (argument|option)/,
      /for target '?bpf|argument unused|lld/i,
    ),
    says(
      3,
      /map '?[^\n]*'?: (unrecognized|unsupported|unexpected) relo|unexpected relocation|relocation[^\n]*(unrecognized|unknown|type 0|STT_SECTION)|sub-?programs? (is|are) not (supported|found)/,
    ),
    // C++ written for the API of another LLVM, here of an older one.
    says(
      2.4,
      /error: (no (matching (member )?function for call to|member named|type named|template named)|cannot convert|too (few|many) arguments)[^\n]*\b(llvm|clang)::|\b(llvm|clang)::[^\n]*has no member named/,
    ),
    says(2.5, /no (program|symbol)s? (info|information|found)[^\n]*(section|offset)|couldn't find a symbol/),
    says(2.5, /size of BTF section is inconsistent|\.BTF(\.ext)? (section )?(not found|missing)/),
    describes(
      /\bclang[- ]?([3-9]|10|11)(\.\d+)*\b/,
      /fail|error|old|compil|build/,
      /\b(not|n't|fail\w*|errors?|cannot|old)\b|n't\b/,
    ),
    says(2.2, /(clang|llvm)[^\n]*(not|n't) (support|know|have) [`'"]?__builtin_/),
  ],
  clues: [
    clue(2.5, 'clang is older than 10', (e) => toolOlderThan(e, 'clang', '10') || toolOlderThan(e, 'llvm', '10')),
    clue(1.5, 'CentOS 7 and Ubuntu 18.04 bring clang from before 10', (e) =>
      /centos (linux )?7|rhel 7|ubuntu 1[68]\.04|debian (8|9|10)\b/i.test(e.distro),
    ),
    clue(
      -1.5,
      'clang is 12 or newer',
      (e) => (toolVersion(e, 'clang')?.[0] ?? 0) >= 12 && !toolOlderThan(e, 'clang', '12'),
    ),
  ],
} satisfies Cause;
