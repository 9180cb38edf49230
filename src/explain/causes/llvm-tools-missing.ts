import {install} from '../../remedies/remedy.ts';
import {type Cause, clue, describes, says} from '../cause.ts';
import {text} from '../evidence/evidence.ts';
import {either, wanted} from '../phrases.ts';
import {missingProgram, unmetBuildDependency} from '../symptoms.ts';

export const llvmToolsMissing = {
  label: 'llvm-tools-missing',
  title: 'LLVM tools or development files are missing',
  why: 'clang is there, but llvm-strip, llc, llvm-config or the libraries and headers of LLVM/clang that the build wants are not; often only versioned names such as llvm-strip-14 exist.',
  remedy: install('llvm'),
  decide: 'ls /usr/bin/llvm-* /usr/bin/llc* /usr/lib/llvm-*/bin',
  sources: ['Debian packages llvm, llvm-NN-dev, libclang-NN-dev', 'bcc INSTALL.md'],
  signatures: [
    says(4, /Unsupported LLVM version|Only versions between \d+ and \d+ are supported/),
    says(5, /Find(LLVM|Clang)|clang libraries|LLVM_(DIR|LIBRARY|CONFIG)\b/),
    says(
      4.5,
      /lib(LLVM|clang)\S*\.so\S*: cannot open shared object|error while loading shared libraries: lib(LLVM|clang)/,
    ),
    says(
      5.5,
      missingProgram('(llvm-(strip|objcopy|config|ar|link|dis|readelf|objdump|as|nm|mc)|llc|opt|lld|ld\\.lld)(-\\d+)?'),
    ),
    says(
      5,
      /Could ?N[oO][tT] find (a package configuration file provided by ")?(LLVM|Clang)|(LLVM|Clang)Config\.cmake|find_package\((LLVM|Clang)/,
    ),
    says(
      5,
      /(fatal error: '?|file not found|: )(clang|llvm|clang-c|lld)\/[\w/]+\.(h|def|inc)'?(: No such file| file not found)?/,
    ),
    says(
      5,
      /(unable|failed|couldn't|could not|cannot) (to )?(find|locate)[^\n]{0,40}(libclang|libLLVM|clang libraries|llvm-config|LLVM)\b|cannot find -l(clang|LLVM)\w*|libclang(\.so|-\d+\.so)[^\n]*(not found|No such|cannot open)|couldn't find any valid shared libraries matching: \['libclang/,
    ),
    says(
      4.5,
      /No (suitable|compatible|usable) version of LLVM|LLVM_SYS_\d+_PREFIX|llvm-sys[^\n]*(fail|error)|LLVM (was|is) not found/,
    ),
    says(3.5, /(install|requires?|needs?|missing) (llvm(-dev|-tools|-devel)?|libclang(-dev)?|lld)\b/),
    says(4.5, /Executable "(ld\.lld|lld|llc|llvm-\w+)" doesn't exist|invalid linker name in [^\n]*lld/),
    says(5.5, unmetBuildDependency('(llvm|libclang|lld)\\S*')),
    says(3.5, /unable to locate package (llvm|libclang|libllvm|lld)[\w.-]*/),
    describes(
      /llvm-(strip|objcopy|config|dis|link|ar)\b|\bllc\b|LLVM (development|headers|libraries|tools)|libclang/,
      either(wanted, /only|versioned/),
    ),
    says(4.6, /could not find native static library `LLVM\w*`|cannot find -l(LLVM|clang)\w*/),
  ],
  clues: [clue(-2, 'bpf-linker, not the system, needs this LLVM', (e) => text(e, /bpf-linker/i))],
} satisfies Cause;
