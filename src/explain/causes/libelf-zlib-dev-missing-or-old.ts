import {install} from '../../remedies/remedy.ts';
import {type Cause, describes, says} from '../cause.ts';
import {librariesBeforeObjects} from '../evidence/build-line.ts';
import {wanted} from '../phrases.ts';

export const libelfZlibDevMissingOrOld = {
  label: 'libelf-zlib-dev-missing-or-old',
  title: 'Development files of libelf or zlib are missing',
  why: 'libbpf, bpftool, pahole and the kernel build read ELF files with libelf and zlib; their headers or linkable libraries are not installed, or stale.',
  remedy: install('libelf', 'zlib'),
  decide: 'pkg-config --modversion libelf zlib',
  sources: [
    'libbpf README: libelf, zlib',
    'Debian packages libelf-dev, zlib1g-dev; Fedora elfutils-libelf-devel, zlib-devel',
  ],
  signatures: [
    says(5, /unknown type name '(GElf|Elf|Elf(32|64))_\w+'|'(ELF_C_|EM_BPF|NT_)\w*' undeclared/),
    says(5, /(ELF|libelf|zlib|ZLIB) support: (missing|no)/),
    says(3.5, /(elfutils|libelf|zlib)[^\n]{0,30}(not found|missing|required|too old)/),
    says(
      6,
      /['"<]?\b(gelf|libelf|elf|zlib|libdw|dwarf|libdwarf|libdwfl|elfutils\/\w+|libelf\/\w+)\.h['">]?( file not found|: No such file)/,
    ),
    says(6, /cannot find -l(elf|z|dw|zstd|lzma)\b|could not find native static library `(elf|z|dw|zstd|lzma)`/),
    // The line that gcc shows below its error, which a report may have cut.
    says(4.4, /\| #include <(g?elf|libelf|zlib|libdw)\.h>[\s\S]{0,80}compilation terminated/),
    says(
      5.5,
      /(library|package|module|dependency|packages) ['"]?(libelf|zlib|libdw|elfutils)['"]?[^\n]*(not found|missing|required|too old)|No package '(libelf|zlib|libdw)' found|Package '?(libelf|zlib)'?, required by[^\n]*not found|Could NOT find (LibElf|ZLIB|LIBELF|elf)|Dependency (libelf|zlib) found: NO/,
    ),
    says(
      5.5,
      /(please |try )?install(ing)? [^\n]{0,30}(libelf-dev|libelf-devel|elfutils-libelf-devel|elfutils-devel|zlib1g-dev|zlib-devel)|No libelf|libelf (is )?(not found|missing|required)|\blibelf\.(h|so|a)[^\n]*(not found|missing)/,
    ),
    says(
      4.8,
      /undefined reference to ['`"]?(elf(32|64)?_\w+|gelf_\w+|deflate\w*|inflate\w*|compress2?|uncompress|gz\w+|ZSTD_\w+|crc32)\b/,
      librariesBeforeObjects,
    ),
    says(4.5, /lib(elf|z|dw)\.so(\.\d+)?: (cannot open shared object|No such file|file not found)/),
    says(
      5,
      /(no such file or directory: '?|error: '?|static link of dynamic object [`']?)\/\S*lib(elf|z|zstd|dw)\.(a|so)|implicit declaration of function '(gelf|elf|elf32|elf64)_\w+'/,
    ),
    says(3.4, /pkg-config is required to compile libbpf-sys|No gnu\/libc-version\.h found/),
    says(2.6, /pcap support: missing/),
    says(3, /libelf:? *\[ *OFF|zlib:? *\[ *OFF/),
    says(5, /Could NOT find (LibDw|LIBDW|LibDwarf|Zstd)/),
    describes(
      /\b(libelf(-dev|-devel)?|elfutils(-\w+)*|zlib(1g)?(-dev|-devel)?|libz-dev|libdw(-dev)?)\b/,
      /\b(build\w*|dependenc\w*|install\w*|image|Docker\w*|ld|link\w*|instructions|requirements?|package\w*|doc\w*)\b/,
      wanted,
    ),
  ],
} satisfies Cause;
