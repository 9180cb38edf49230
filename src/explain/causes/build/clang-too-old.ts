import type {Cause} from '../../in-causes.ts';

export const clangTooOld = {
  title: 'clang is too old for this program or loader',
  why: 'Old clang lacks what the program or libbpf needs: the BPF back end (3.7), symbols and BTF of functions (10), CO-RE builtins (10 to 12), newer -mcpu levels.',
  remedy:
    'Install a newer clang (10 is the least for libbpf, 15 or newer recommended; `clang-NN` packages or apt.llvm.org) and point the build at it: `make CLANG=clang-15`.',
  decide: 'clang --version',
  sources: ['libbpf README: clang 10+', 'LLVM D144829: -mcpu=v4 in 18'],
  strong: [
    /clang(-\d+)?: error: (unknown argument:? '-(fdebug-compilation-dir|ffile-compilation-dir|fno-jump-tables|mcpu|f\S*prefix-map)|the clang compiler does not support '-mcpu)/,
    /(clang|llvm)(-\d+)?( version)?[ :]?['"(v]*\d*[\d.]*['")]* ?(is |are |was )?(too old|not supported|unsupported|older than|outdated)|\bclang( version)? v?\d[^\n]{0,30}(need|require|at least|minimum|too old)|(requires?|needs?|at least|minimum( version)?( of)?|>=|use|update|upgrade( to)?|newer)[ :]*(a newer |newer )?(version of )?(clang|llvm)( version)?[ >=:-]*v?\d|(clang|llvm) (version )?(>=|\d+ or (newer|later|higher|above)|1\d\+)|too old[^\n]*\bclang\b|\bclang\b[^\n]{0,40}too old/,
  ],
  likely: [/unknown attribute '(preserve_access_index|btf_type_tag|btf_decl_tag)' ignored/],
  hint: [
    // C++ written for the API of another LLVM, here of an older one.
    /error: (no (matching (member )?function for call to|member named|type named|template named)|cannot convert|too (few|many) arguments)[^\n]*\b(llvm|clang)::/,
  ],
  confirms: {'clang is older than 10': (e) => e.toolOlderThan('clang', '10') || e.toolOlderThan('llvm', '10')},
} satisfies Cause;
