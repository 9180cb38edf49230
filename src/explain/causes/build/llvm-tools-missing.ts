import {type Cause, install, missingProgram, unmetBuildDependency} from '../../in-causes.ts';

export const llvmToolsMissing = {
  title: 'LLVM tools or development files are missing',
  why: 'clang is there, but llvm-strip, llc, llvm-config or the libraries and headers of LLVM/clang that the build wants are not; often only versioned names such as llvm-strip-14 exist.',
  remedy: install('llvm'),
  decide: 'ls /usr/bin/llvm-* /usr/bin/llc* /usr/lib/llvm-*/bin',
  sources: ['Debian packages llvm, llvm-NN-dev, libclang-NN-dev', 'bcc INSTALL.md'],
  certain: [
    /Find(LLVM|Clang)|\b(LLVM|Clang)Config\.cmake\b|clang libraries|LLVM_(DIR|LIBRARY|CONFIG)\b/,
    missingProgram('(llvm-(strip|objcopy|config|ar|link|dis|readelf|objdump|as|nm|mc)|llc|opt|lld|ld\\.lld)(-\\d+)?'),
    /(fatal error: '?|file not found|: )(clang|llvm|clang-c|lld)\/[\w/]+\.(h|def|inc)'?(: No such file| file not found)?/,
    /(unable|failed|couldn't|could not|cannot) (to )?(find|locate)(?! bpf llvm target)[^\n]{0,40}(libclang|libLLVM|clang libraries|llvm-config|LLVM)\b|cannot find -l(clang|LLVM)\w*/,
    unmetBuildDependency('(llvm|libclang|lld)\\S*'),
  ],
  strong: [
    /undefined reference to ['`"]?(clang|llvm)::/,
    /No (suitable|compatible|usable) version of LLVM|LLVM_SYS_\d+_PREFIX/,
    /Executable "(ld\.lld|lld|llc|llvm-\w+)" doesn't exist/,
    /could not find native static library `LLVM\w*`|cannot find -l(LLVM|clang)\w*/,
  ],
} satisfies Cause;
