import {advise, install} from '../../remedies/remedy.ts';
import {fact, text} from '../evidence/evidence.ts';
import {kbuild, make, start} from '../messages/build.ts';
import {clang, gcc} from '../messages/compilers.ts';
import {errors, git} from '../messages/fetch.ts';
import {bpf2go, cilium, go} from '../messages/go.ts';
import {cargo} from '../messages/rust.ts';
import {bpftrace} from '../messages/tools.ts';
import {anyOf} from '../printed.ts';
import type {Outside} from './row.ts';

/** Stages in which the program itself runs. */
const ofProgram: ReadonlySet<string> = new Set(['load', 'attach', 'open', 'compile']);

const strangeCrates = {
  title: 'The crates are not among those of the distribution',
  why: '.cargo/config.toml of the project names /usr/share/cargo/registry as their source, where Debian has them since 13.',
  decide: 'ls /usr/share/cargo/registry; cat .cargo/config.toml',
  messages: anyOf(cargo.noPackage, cargo.noVersion, cargo.noDirectory),
};

/** Compilers, makefiles, and programs that do not start. */
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
    title: 'The compiler was killed',
    why: 'Where nobody did so, the kernel ran out of memory, or the memory cgroup of the container did.',
    remedy: advise('Build with fewer jobs (make -j1), or give the machine or the container more memory.'),
    decide: 'dmesg | grep -i "killed process"; free -m',
    messages: anyOf(clang.killed, gcc.killed),
  },
  {
    title: 'bpftrace found no image of the kernel with symbols',
    why: 'It looks up where the instructions of a function begin before it attaches within one, and needs a vmlinux for that.',
    remedy: advise(
      'Name one in BPFTRACE_VMLINUX (packages of debug symbols have it), or attach at the start of the function.',
    ),
    decide: 'ls /usr/lib/debug/boot/vmlinux-$(uname -r) /boot/vmlinux-$(uname -r)',
    messages: anyOf(bpftrace.vmlinux),
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
    remedy: advise('In the tree: make defconfig prepare'),
    decide: 'ls .config include/config/auto.conf',
    messages: anyOf(kbuild.configuration, kbuild.noConfiguration),
  },
  {
    title: 'The kernel builds nothing below a directory with a blank or colon in its name',
    why: 'make takes both for ends of a name.',
    remedy: advise('Choose another directory (ebpf: --dir DIR).'),
    decide: 'pwd',
    messages: anyOf(kbuild.spaces),
  },
  {
    title: 'The kernel tree was built in with another output directory',
    why: 'A build that goes elsewhere needs a tree without a configuration of its own.',
    remedy: advise("In the tree: make mrproper (it removes the tree's .config)."),
    decide: 'ls .config',
    messages: anyOf(kbuild.unclean),
  },
  {
    title: 'The bpftool of the tree was built on another system',
    why: 'What make built there before is taken as it is, and needs libraries of that system.',
    remedy: advise('Remove what was built there, and build again: make clean, then as before.'),
    decide: 'ldd .output/bpftool/bootstrap/bpftool',
    messages: /bootstrap\/bpftool: [^\n]{0,200}(?:not found|Exec format error)/,
  },
  {
    title: 'A library that the program was built with is not on this host',
    why: 'The dynamic linker looks for it by its name and version when the program starts.',
    remedy: advise('Build the program on this host, or install the package with that library.'),
    decide: 'ldd PROGRAM',
    messages: anyOf(start.library),
    // What belongs to a toolchain has causes of its own.
    when: (e) => !text(e, /lib(?:bpf|bcc)\.so/) || e.stage !== undefined,
  },
  {
    title: 'The file with the BPF programs is not there',
    why: 'The loader reads them from an object file of its own, by a path that it was built with or that is relative to where it was started.',
    remedy: advise('Start it in its own directory, build the object, or install the package that has it.'),
    decide: 'ls FILE.o; pwd',
    // clang and make miss a file to build it; a loader misses it to run.
    messages:
      /^(?!.*(?:make(?:\[\d\])?: \*|clang|gcc|\bld\b|llvm)).*(?:open\w*[^\n]{0,60}? ["'`]?(?:\S*\/)?[\w.-]+\.o\b["'`]?[^\n]{0,20}: (?:err(?:or)? |-2\b)?no such file|["'`]?(?:\S*\/)?[\w.-]+\.bpf\.o["'`]?: no such file)/im,
  },
  {
    title: 'The program was built for another architecture',
    why: 'The kernel does not know how to start it.',
    remedy: advise('Build it on this host, or for this architecture.'),
    decide: 'file PROGRAM; uname -m',
    messages: anyOf(start.format),
    when: (e) => !text(e, /insmod|modprobe|\.ko\b|module/i),
  },
  {
    title: 'This kernel has no sched_ext',
    why: 'Its types have no struct sched_ext_ops: it is older than 6.12, or was built without CONFIG_SCHED_CLASS_EXT.',
    remedy: advise('Run it on a kernel that has it; "ebpf new --list" tells what this one has.'),
    decide: 'bpftool btf dump file /sys/kernel/btf/vmlinux | grep sched_ext_ops',
    // The second is how clang 14 begins to complain of a type that vmlinux.h lacks.
    messages:
      /incomplete type ['‘]?struct sched_ext_ops|conflicting types for ['‘]____on_exit|sched_ext_ops is not found in kernel BTF/,
  },
  {
    title: 'This libbpf is too old for schedulers',
    why: 'Programs of sched_ext are attached as libbpf can since 1.2.',
    remedy: advise('Use libbpf 1.2 or newer, or run a project that was built elsewhere.'),
    decide: 'pkg-config --modversion libbpf',
    messages: /sched_ext takes libbpf/,
  },
  {
    title: "This python has no module 'bcc'",
    why: "BCC's module belongs to the system's python3, not to one of pyenv, conda or a venv.",
    remedy: {...install('bcc'), text: 'Install it, and run the script with /usr/bin/python3.'},
    decide: '/usr/bin/python3 -c "import bcc"',
    messages: /no module (?:named )?['"]?bcc\b/i,
    when: (e) => e.stage === 'compile',
  },
  {
    title: "BCC found only half of the kernel's headers",
    why: 'Debian splits them: /lib/modules/RELEASE/build is the part of the architecture, /lib/modules/RELEASE/source the common one.',
    remedy: {
      ...install('kernel-headers'),
      text: 'Install the headers of the running kernel, or link both parts: the second link leads to /usr/src/linux-headers-VERSION-common.',
    },
    decide: 'ls -l /lib/modules/$(uname -r)/build /lib/modules/$(uname -r)/source',
    messages: /linux\/kconfig\.h['’]? file not found/,
    when: (e) => e.stage === 'compile',
  },
  {
    title: 'Root is not allowed to load BPF programs here',
    why: 'A container, a seccomp filter, missing capabilities or lockdown forbids it.',
    remedy: advise('Run "ebpf doctor": it looks at each of the usual reasons.'),
    decide: 'ebpf doctor',
    vague: true,
    messages: anyOf(errors.notPermitted, errors.denied),
    when: (e) => e.stage === 'load' && !fact(e, /^kernel functions: hooked$/m) && e.user === 'root',
  },
  {
    title: 'This kernel does not let its functions be hooked',
    why: 'It refuses root too: a hypervisor, a sandbox or a security module forbids it. The limit on locked memory, which libbpf names, is not the reason.',
    remedy: advise('Run it on another kernel; "ebpf new --list" tells what this one allows.'),
    decide: 'ebpf doctor --for tracing',
    messages: anyOf(errors.notPermitted),
    when: (e) => e.stage === 'load' && fact(e, /^kernel functions: hooked$/m) && e.user === 'root',
  },
  {...strangeCrates, remedy: install('aya'), when: (e) => text(e, /`aya`/)},
  {...strangeCrates, remedy: install('libbpf-rs')},
  {
    title: 'Rust is older than the crates want',
    why: 'A crate names the oldest Rust that builds it, and Cargo.lock has a version of its own.',
    remedy: advise(
      'Use the packages of the release: rm Cargo.lock; cargo build --release; or install a newer Rust from https://rustup.rs.',
    ),
    decide: 'rustc --version',
    messages: anyOf(cargo.rustc, cargo.rustcOf, cargo.lockFile, cargo.lockFileBefore),
  },
  {
    title: 'The Rust toolchain lacks the sources of the standard library',
    why: 'BPF programs in Rust build their own core (-Z build-std), from the component rust-src of a nightly toolchain.',
    remedy: advise('rustup toolchain install nightly --component rust-src'),
    decide: 'rustup component list --toolchain nightly | grep rust-src',
    messages: anyOf(cargo.sources),
  },
  {
    title: 'cargo is not that of a nightly toolchain',
    why: 'BPF programs in Rust are built with flags (-Z build-std) that only the nightly cargo takes.',
    remedy: advise('Build with it: rustup toolchain install nightly --component rust-src; cargo +nightly build'),
    decide: 'cargo --version; rustup toolchain list',
    messages: anyOf(cargo.nightly),
  },
  {
    title: 'cargo has no such command',
    why: 'Commands beside those of cargo itself are programs named cargo-COMMAND; cargo libbpf is in the crate libbpf-cargo. cargo xtask is an alias in .cargo/config.toml of a project.',
    remedy: advise('Run it in the directory of the project, or install its crate: cargo install cargo-COMMAND'),
    decide: 'cargo --list; cat .cargo/config.toml',
    messages: anyOf(cargo.noCommand),
  },
  {
    title: 'There is no project here',
    why: 'Neither this directory nor one above it has the file that says what is built.',
    remedy: advise('Run it in the directory of the project; for Go without one: go mod init NAME'),
    decide: 'pwd; ls',
    messages: anyOf(cargo.noManifest, go.noModule),
  },
  {
    title: 'No Go file is built for this system',
    why: 'Build tags leave out all files of a package. What bpf2go writes is for one byte order each; what uses C wants CGO_ENABLED=1 and a C compiler.',
    remedy: advise('Run go generate first; build with GOOS=linux, and with CGO_ENABLED=1 where C is used.'),
    decide: 'go env GOOS GOARCH CGO_ENABLED; ls *_bpfel.go',
    messages: anyOf(go.excluded),
  },
  {
    title: 'bpf2go was called otherwise than it wants',
    why: 'It takes the name of what it writes and the C file, and learns the package from go generate.',
    remedy: advise(
      'Have go generate call it, by a comment in a Go file: //go:generate go run github.com/cilium/ebpf/cmd/bpf2go NAME FILE.bpf.c',
    ),
    decide: 'grep -rn go:generate .; go generate -x',
    messages: anyOf(bpf2go.noName, bpf2go.noCompiler, bpf2go.arguments, bpf2go.noTargets, bpf2go.noFile),
    when: (e) => text(e, /bpf2go|go:generate|running "go"|GOPACKAGE/),
  },
  {
    title: 'The ring buffer has a size that the kernel does not take',
    why: 'Its size is a multiple of the page size, which on some kernels of arm64 is 16 or 64 KiB.',
    remedy: advise('Set max_entries to a power of two that is a multiple of it: getconf PAGESIZE'),
    decide: 'getconf PAGESIZE',
    messages: anyOf(cilium.ringSize),
  },
  {
    title: 'make does not understand the Makefile',
    why: 'Lines of a recipe begin with a tab; blanks, which editors put there, are none.',
    remedy: advise('Look at the line that it names: cat -A Makefile shows a tab as ^I.'),
    decide: 'cat -A Makefile | head -40',
    messages: anyOf(make.separator, make.first, make.firstBefore, make.endif),
  },
  {
    title: 'bpftrace does not accept the script',
    why: 'Its syntax is not that of this bpftrace.',
    remedy: advise('Fix the line that it names.'),
    decide: 'bpftrace --version',
    messages: anyOf(bpftrace.syntax),
  },
  {
    title: 'A submodule is missing',
    why: 'The tree was cloned without its submodules: vmlinux.h, libbpf and bpftool have repositories of their own.',
    remedy: advise('Fetch them: git submodule update --init --recursive'),
    decide: 'git submodule status --recursive',
    messages: /No rule to make target '[^'\n]{0,200}vmlinux\.h\/include/,
  },
  {
    title: 'vmlinux.h is empty or cut off',
    why: 'It was to give the types that the compiler does not know: the disk was full when it was written, or a command behind ">" failed.',
    remedy: advise('Remove it and build again: make distclean; make'),
    decide: 'ls -l vmlinux.h; tail -1 vmlinux.h; df -h .',
    messages: /vmlinux\.h:[^\n]{0,200}(?:unterminated|error)|unknown type name '(?:__)?u\d+'/,
    when: (e) => e.stage === 'BPF',
  },
  {
    title: 'A file that make needs is missing',
    why: 'No rule of the Makefile makes it, and it is not there.',
    remedy: advise('Restore the file that it names, or begin with a fresh directory (ebpf: --dir DIR).'),
    decide: 'ls',
    messages: anyOf(make.noRule, make.noMakefile, make.named),
    when: (e) => e.stage !== undefined,
  },
  {
    title: 'The source does not compile',
    why: 'The compiler refuses a line of the program itself.',
    remedy: advise('Fix the line that the compiler names first, or begin with a fresh directory (ebpf: --dir DIR).'),
    decide: 'make V=1',
    vague: true,
    messages:
      /^(?:\.\/)?(?!vmlinux)[\w-]{1,60}(?:\.bpf)?\.(?:[ch]|go):\d+:\d+:? (?:(?:fatal )?error: |(?!warning|note))|^ *--> src\/\S+\.rs:\d/m,
    when: (e) => e.stage !== undefined,
  },
  {
    title: 'A directory cannot be written',
    why: 'It belongs to another user, or its file system is read-only.',
    remedy: advise('Make its files your own, or choose another directory (ebpf: --dir DIR).'),
    decide: 'ls -ld .; id -un; findmnt -T .',
    messages: anyOf(errors.denied, errors.readOnly, git.noTree),
    when: (e) => (e.stage !== undefined && !ofProgram.has(e.stage)) || text(e, /^(mkdir|touch|cp|mv|ln|rm): /m),
  },
];
