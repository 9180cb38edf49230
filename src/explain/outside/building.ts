import {install} from '../../remedies/remedy.ts';
import {kbuild, make} from '../messages/build.ts';
import {clang, gcc} from '../messages/compilers.ts';
import {errors, git} from '../messages/fetch.ts';
import {anyOf} from '../printed.ts';
import type {Outside} from './row.ts';

/** A field of a struct that no kernel has, and programs often: theirs. */
const ownStruct =
  /no member named '\w+' in 'struct (events?|data|value|val|info|stats|config|conf|args?|packet|pkt)(_t)?'/;

/** Stages in which the program itself runs. */
const ofProgram: ReadonlySet<string> = new Set(['load', 'attach', 'open', 'compile']);

/** Compilers, makefiles and kernel trees. */
export const building: readonly Outside[] = [
  {
    title: "The C library's development files are not installed",
    why: 'The compiler or the linker finds not even what belongs to every C program.',
    remedy: install('libc-headers'),
    decide: 'ls /usr/include/stdio.h; cc -print-file-name=crt1.o',
    messages:
      /(?:'|\b)(?:stdio|stdlib|errno|signal|string|unistd)\.h'?(?: file not found|: No such file)|cannot find (?:-lc\b|S?crt1)/,
  },
  {
    title: 'A library that the build needs is not installed',
    why: 'The linker looks for libNAME.so or libNAME.a, which come with the development files of the library.',
    remedy: 'Install them: the package is mostly libNAME-dev (Debian, Ubuntu) or NAME-devel (Fedora).',
    decide: 'ldconfig -p | grep NAME',
    messages: /cannot find -l\w/,
    when: (e) => e.stage === undefined,
  },
  {
    title: 'The program is too large for its jumps',
    why: 'A jump of BPF reaches 32767 instructions; what is inlined and unrolled makes one longer.',
    remedy: 'Unroll and inline less (__noinline), or compile with -mcpu=v4: LLVM 18, and Linux 6.6 where it runs.',
    decide: 'clang --version; uname -r',
    messages: anyOf(clang.farJump),
  },
  {
    title: 'The compiler was killed',
    why: 'Where nobody did so, the kernel ran out of memory, or the memory cgroup of the container did.',
    remedy: 'Build with fewer jobs (make -j1), or give the machine or the container more memory.',
    decide: 'dmesg | grep -i "killed process"; free -m',
    messages: anyOf(clang.killed, gcc.killed),
  },
  {
    title: "OpenSSL's development files are not installed",
    why: 'The kernel signs modules with it, and builds its tools against it.',
    remedy: install('openssl'),
    decide: 'ls /usr/include/openssl/ssl.h',
    messages: /openssl\/\w+\.h'?(?: file not found|: No such file)/,
  },
  {
    title: 'The kernel tree is not configured',
    why: 'Its .config, or what is made of it, is missing.',
    remedy: 'In the tree: make defconfig prepare',
    decide: 'ls .config include/config/auto.conf',
    messages: anyOf(kbuild.configuration, kbuild.noConfiguration),
  },
  {
    title: 'The kernel builds nothing below a directory with a blank or colon in its name',
    why: 'make takes both for ends of a name.',
    remedy: 'Choose another directory (ebpf: --dir DIR).',
    decide: 'pwd',
    messages: anyOf(kbuild.spaces),
  },
  {
    title: 'The kernel tree was built in with another output directory',
    why: 'A build that goes elsewhere needs a tree without a configuration of its own.',
    remedy: "In the tree: make mrproper (it removes the tree's .config).",
    decide: 'ls .config',
    messages: anyOf(kbuild.unclean),
  },
  {
    title: 'The bpftool of the tree was built on another system',
    why: 'What make built there before is taken as it is, and needs libraries of that system.',
    remedy: 'Remove what was built there, and build again: make clean, then as before.',
    decide: 'ldd .output/bpftool/bootstrap/bpftool',
    messages: /bootstrap\/bpftool: [^\n]{0,200}(?:not found|Exec format error)/,
  },
  {
    title: 'make does not understand the Makefile',
    why: 'Lines of a recipe begin with a tab; blanks, which editors put there, are none.',
    remedy: 'Look at the line that it names: cat -A Makefile shows a tab as ^I.',
    decide: 'cat -A Makefile | head -40',
    messages: anyOf(make.separator, make.first, make.firstBefore, make.endif),
  },
  {
    title: 'A submodule is missing',
    why: 'The tree was cloned without its submodules: vmlinux.h, libbpf and bpftool have repositories of their own.',
    remedy: 'Fetch them: git submodule update --init --recursive',
    decide: 'git submodule status --recursive',
    messages: /No rule to make target '[^'\n]{0,200}vmlinux\.h\/include/,
  },
  {
    title: 'vmlinux.h is empty or cut off',
    why: 'It was to give the types that the compiler does not know: the disk was full when it was written, or a command behind ">" failed.',
    remedy: 'Remove it and build again: make distclean; make',
    decide: 'ls -l vmlinux.h; tail -1 vmlinux.h; df -h .',
    messages: /vmlinux\.h:[^\n]{0,200}(?:unterminated|error)|unknown type name '(?:__)?u\d+'/,
    when: (e) => e.stage === 'BPF',
  },
  {
    title: 'A file that make needs is missing',
    why: 'No rule of the Makefile makes it, and it is not there.',
    remedy: 'Restore the file that it names, or begin with a fresh directory (ebpf: --dir DIR).',
    decide: 'ls',
    messages: anyOf(make.noRule, make.noMakefile, make.named),
    when: (e) => e.stage !== undefined,
  },
  {
    title: 'The source does not compile',
    why: 'The compiler refuses a line of the program itself.',
    remedy: 'Fix the line that the compiler names first, or begin with a fresh directory (ebpf: --dir DIR).',
    decide: 'make V=1',
    vague: true,
    messages:
      /^(?:\.\/)?(?!vmlinux)[\w-]{1,60}(?:\.bpf)?\.(?:[ch]|go):\d+:\d+:? (?:(?:fatal )?error: |(?!warning|note))|^ *--> src\/\S+\.rs:\d/m,
    when: (e) => e.stage !== undefined || e.says(ownStruct),
  },
  {
    title: 'A directory cannot be written',
    why: 'It belongs to another user, or its file system is read-only.',
    remedy: 'Make its files your own, or choose another directory (ebpf: --dir DIR).',
    decide: 'ls -ld .; id -un; findmnt -T .',
    messages: anyOf(errors.denied, errors.readOnly, git.noTree),
    when: (e) => (e.stage !== undefined && !ofProgram.has(e.stage)) || e.says(/^(mkdir|touch|cp|mv|ln|rm): /m),
  },
];
