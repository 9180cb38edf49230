import {type Cause, install} from '../../in-causes.ts';

export const libelfZlibDevMissingOrOld = {
  title: 'Development files of libelf or zlib are missing',
  why: 'libbpf, bpftool, pahole and the kernel build read ELF files with libelf and zlib; their headers or linkable libraries are not installed, or stale.',
  remedy: install('libelf', 'zlib'),
  decide: 'pkg-config --modversion libelf zlib',
  sources: ['libbpf README: libelf, zlib'],
  certain: [
    /unknown type name '(GElf|Elf|Elf(32|64))_\w+'/,
    /['"<]?\b(gelf|libelf|elf|zlib|libdw|dwarf|libdwarf|libdwfl|elfutils\/\w+|libelf\/\w+)\.h['">]?( file not found|: No such file)/,
    /cannot find -l(elf|z|dw|zstd|lzma)\b|could not find native static library `(elf|z|dw|zstd|lzma)`/,
    /(no such file or directory: '?|error: '?|static link of dynamic object [`']?)\/\S*lib(elf|z|zstd|dw)\.(a|so)|implicit declaration of function '(gelf|elf|elf32|elf64)_\w+'/,
    // configure of xdp-tools and of what copies it.
    /^(ELF|zlib|libelf) support: (missing|no)\b/,
  ],
  strong: [
    // The line that gcc shows below its error, which a report may have cut.
    /\| #include <(g?elf|libelf|zlib|libdw)\.h>[\s\S]{0,80}compilation terminated/,
    /undefined reference to ['`"]?(elf(32|64)?_\w+|gelf_\w+|deflate\w*|inflate\w*|compress2?|uncompress|gz\w+|ZSTD_\w+|crc32)\b/,
    /lib(elf|z|dw)\.so(\.\d+)?: (cannot open shared object|No such file|file not found)/,
  ],
} satisfies Cause;
