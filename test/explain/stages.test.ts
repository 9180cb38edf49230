import {explain} from '../../src/explain/explain.ts';
import {sureEnough} from '../../src/explain/sure.ts';

/** What a stage of ours hands on: its name, what was seen, and a tool's words; with the answer: a label, or what stops any work. */
const answers: readonly (readonly [
  stage: string,
  said: string,
  answer: string | RegExp,
  seen?: Record<string, string>,
])[] = [
  ['BPF', 'write error: No space left on device', /disk is full/],
  ['GEN-SKEL', 'libbpf: failed to write hello.skel.h: Disk quota exceeded', /disk is full/],
  ['vmlinux.h', 'bpftool: vmlinux.h: write error: No space left on device', /disk is full/],
  ['packages', "E: You don't have enough free space in /var/cache/apt/archives/.", /disk is full/],
  [
    'packages',
    'dpkg: error processing archive clang.deb (--unpack): unable to create directory: Read-only file system',
    /file system is read-only/,
  ],
  ['BINARY', 'sh: 1: make: not found', /^make was not found/],
  ['vmlinux.h', 'sh: 1: exec: /nonexistent/make: not found', /^make was not found/],
  ['vmlinux.h', 'no working bpftool found. Install it, or name it: make BPFTOOL=/path/to/bpftool', 'bpftool-missing'],
  ['vmlinux.h', 'vmlinux.h: bpftool wrote only a part of it; is the disk full?', /disk is full/],
  ['BPF', "error: unable to open output file 'hello.bpf.o.tmp': 'No space left on device'", /disk is full/],
  ['GEN-SKEL', 'sh: 3: echo: echo: I/O error\nError: No space left on device', /disk is full/],
  [
    'BPF',
    "In file included from hello.bpf.c:4:\n/usr/include/bpf/bpf_helper_defs.h:81:36: error: unknown type name '__u32'",
    /vmlinux\.h is empty or cut off/,
  ],
  [
    'BPF',
    "make: *** No rule to make target '../../vmlinux.h/include/x86/vmlinux.h', needed by '.output/hello.bpf.o'.  Stop.",
    /submodule is missing/,
  ],
  ['BINARY', '/bin/sh: 1: go: not found', /^go was not found/],
  ['crates', 'sh: 1: cargo: not found', /^cargo was not found/],
  ['clone', 'git: not found', /^git was not found/],
  ['BPF', 'sh: 1: clang: not found', 'clang-missing'],
  ['BPF', 'make: /nonexistent/clang: No such file or directory', 'clang-missing'],
  ['vmlinux.h', 'sh: 1: bpftool: not found', 'bpftool-missing'],
  ['vmlinux.h', 'WARNING: bpftool not found for kernel 5.15.0-91', 'bpftool-wrapper-kernel-mismatch'],
  ['BPF', "hello.bpf.c:3:10: fatal error: 'bpf/bpf_helpers.h' file not found", 'bpf-c-headers-missing-or-old'],
  ['BINARY', '/usr/bin/ld: cannot find -lbpf: No such file or directory', 'bpf-c-headers-missing-or-old'],
  ['BINARY', '/usr/bin/ld: cannot find -lelf: No such file or directory', 'libelf-zlib-dev-missing-or-old'],
  ['CC', "hello.c:3:10: fatal error: 'stdio.h' file not found", /C library's development files/],
  ['BINARY', '/usr/bin/ld: cannot find Scrt1.o: No such file or directory', /C library's development files/],
  [
    'BPF',
    'error: unable to create target: \'No available targets are compatible with triple "bpf"\'',
    'clang-no-bpf-target',
  ],
  ['BPF', './vmlinux.h:100:2: error: unterminated conditional directive', /vmlinux\.h is empty or cut off/],
  ['vmlinux.h', "mkdir: cannot create directory 'x': Permission denied", /cannot be written/],
  ['BPF', 'sh: 1: cannot create hello.bpf.o: Read-only file system', /cannot be written/],
  ['CC', "make: *** No rule to make target 'hello.h', needed by 'hello.o'.  Stop.", /file that make needs is missing/],
  ['BINARY', 'make: *** No targets specified and no makefile found.  Stop.', /file that make needs is missing/],
  ['BPF', "hello.bpf.c:40:2: error: expected ';' after expression", /source does not compile/],
  ['CC', 'hello.c:40:10: fatal error: no/such.h: No such file or directory', /source does not compile/],
  ['BINARY', './hello.go:3:1: undefined: x', /source does not compile/],
  ['BPF', "hello.bpf.c:9:2: error: field has incomplete type 'struct sched_ext_ops'", /no sched_ext/],
  ['BINARY', 'go: updates to go.mod needed', /go\.mod does not fit/],
  ['BINARY', 'note: module requires Go 1.21\nrequires newer Go version', /Go is older/],
  ['BINARY', 'dial tcp: lookup mirror.example: no such host', /cannot be reached/],
  [
    'modules',
    'go: github.com/cilium/ebpf@v0.9.1: Get "https://proxy.example/x": dial tcp: lookup proxy.example: no such host',
    /module github\.com\/cilium\/ebpf could not be fetched/,
  ],
  ['prepare', '/bin/sh: 1: bison: not found', /^bison was not found/],
  ['prepare', "env: 'python3': No such file or directory", /^python3 was not found/],
  [
    'prepare',
    'certs/extract-cert.c:21:10: fatal error: openssl/bio.h: No such file or directory',
    /OpenSSL's development files/,
  ],
  ['prepare', "The source tree is not clean, please run 'make mrproper'", /built in with another output directory/],
  ['config', 'Makefile:7: *** source directory cannot contain spaces or colons.  Stop.', /blank or colon/],
  ['compile', "hello: compile failed: /usr/bin/python3 has no module 'bcc'", /python has no module 'bcc'/],
  [
    'compile',
    'ERROR: Unknown error -1: couldn\'t set RLIMIT_MEMLOCK for bpftrace. If your program is not loading, you can try "ulimit -l 8192" to fix the problem\n/tmp/hello.bt:11-13: ERROR: tracepoint not found: syscalls:sys_enter_execve',
    'tracefs-not-mounted',
    {uid: '0', user: 'root', tracefs: 'not mounted'},
  ],
  ['compile', "ModuleNotFoundError: No module named 'bcc'", /python has no module 'bcc'/],
  ['compile', 'chdir(/lib/modules/6.1.0-9-amd64/build): No such file or directory', 'kernel-headers-missing'],
  [
    'compile',
    "virtual/include/bcc/bpf.h:12:10: fatal error: 'linux/kconfig.h' file not found",
    /only half of the kernel's headers/,
  ],
  ['compile', 'include/linux/compiler.h:3:3: error: static assertion failed', 'bcc-too-old'],
  ['compile', 'ERROR: bpftrace currently only supports running as the root user.', 'not-root-or-missing-caps'],
  ['compile', 'hello.bt:1:5-7: ERROR: syntax error, unexpected }', /does not accept the script/],
  [
    'open',
    './hello: error while loading shared libraries: libbpf.so.1: cannot open shared object file: No such file or directory',
    /library that the program was built with/,
  ],
  [
    'open',
    "./hello: /lib/x86_64-linux-gnu/libc.so.6: version `GLIBC_2.34' not found (required by ./hello)",
    'glibc-too-old-for-binary',
  ],
  ['open', 'sh: 1: ./hello: Exec format error', /another architecture/],
  [
    'load',
    'libbpf: failed to find valid kernel BTF\nlibbpf: Error loading vmlinux BTF: -3',
    'kernel-btf-not-built',
    {'/sys/kernel/btf/vmlinux': 'missing'},
  ],
  [
    'load',
    'libbpf: failed to find valid kernel BTF\nlibbpf: Error loading vmlinux BTF: -3',
    'loader-too-old-for-kernel-btf',
    {'/sys/kernel/btf/vmlinux': 'exists'},
  ],
  [
    'load',
    "0: R1=ctx(off=0,imm=0)\nR1 invalid mem access 'scalar'\nprocessed 3 insns (limit 1000000)",
    'verifier-rejected-program',
  ],
  ['load', 'libbpf: prog load failed: Operation not permitted', 'not-root-or-missing-caps', {uid: '65534'}],
  ['load', 'loading objects: unknown kind: Unknown (19)', 'loader-too-old-for-kernel-btf'],
  [
    'attach',
    "libbpf: failed to determine tracepoint 'syscalls/sys_enter_execve' perf event ID: No such file or directory",
    'tracefs-not-mounted',
    {tracefs: 'not mounted'},
  ],
  [
    'attach',
    "libbpf: failed to determine tracepoint 'syscalls/sys_enter_execve' perf event ID: No such file or directory",
    'kernel-config-missing-tracing',
    {tracefs: 'mounted', config_ftrace_syscalls: 'not set'},
  ],
  ['compile', "env: 'bpftrace': No such file or directory", /^bpftrace was not found/],
  ['compile', './hello.py: /usr/bin/python3: bad interpreter: No such file or directory', /^python3 was not found/],
  [
    'compile',
    'ERROR: tracepoint not found: syscalls:sys_enter_execve',
    'tracefs-not-mounted',
    {uid: '0', user: 'root', tracefs: 'not mounted'},
  ],
  [
    'compile',
    'ERROR: tracepoint not found: syscalls:sys_enter_execve',
    'kernel-config-missing-tracing',
    {uid: '0', user: 'root', mounts: 'tracefs on /sys/kernel/tracing', config_ftrace_syscalls: 'not set'},
  ],
  [
    'attach',
    "libbpf: failed to open '/sys/kernel/debug/tracing/events/syscalls/sys_enter_execve/id': No such file or directory\nlibbpf: failed to determine tracepoint 'syscalls/sys_enter_execve' perf event ID: No such file or directory",
    'tracefs-not-mounted',
    {uid: '0', user: 'root', mounts: 'tracefs on /sys/kernel/tracing'},
  ],
  [
    'attach',
    "libbpf: failed to determine tracepoint 'syscalls/sys_enter_execve' perf event ID: No such file or directory",
    'tracefs-not-mounted',
    {uid: '0', user: 'root', mounts: 'tracefs on /sys/kernel/tracing', 'syscall tracepoints': 'exist'},
  ],
  [
    'attach',
    'attaching: reading file "/sys/kernel/debug/tracing/events/syscalls/sys_enter_execve/id": open /sys/kernel/debug/tracing/events/syscalls/sys_enter_execve/id: no such file or directory',
    'tracefs-not-mounted',
    {uid: '0', user: 'root', mounts: 'tracefs on /sys/kernel/tracing'},
  ],
  [
    'attach',
    "libbpf: prog 'on_unlink': failed to create kprobe 'do_unlinkat+0x0' perf event: No such file or directory",
    'kernel-config-missing-tracing',
    {uid: '0', user: 'root', config_kprobe_events: 'not set'},
  ],
  [
    'attach',
    "libbpf: failed to determine uprobe perf type '/sys/bus/event_source/devices/uprobe/type': No such file or directory",
    'kernel-config-missing-tracing',
    {uid: '0', user: 'root', config_uprobe_events: 'not set'},
  ],
  [
    'load',
    "libbpf: prog 'on_open': BPF program load failed: Operation not permitted\nlibbpf: permission error while running as root; try raising 'ulimit -l'? current value: 8.0 MiB",
    /kernel does not let its functions be hooked/,
    {uid: '0', user: 'root', 'kernel functions': 'hooked'},
  ],
  [
    'load',
    'libbpf: struct_ops init_kern: struct bpf_struct_ops_sched_ext_ops is not found in kernel BTF\nlibbpf: failed to load BPF skeleton: -ESRCH',
    /no sched_ext/,
    {uid: '0', user: 'root'},
  ],
  ['BPF', '#error "sched_ext takes libbpf 1.2 or newer"', /libbpf is too old for schedulers/],
  ['crates', 'error: no matching package named `libbpf-rs` found', /crates are not among those/],
  ['crates', 'error: no matching package named `aya` found', /crates are not among those/],
  [
    'crates',
    'error: failed to select a version for the requirement `libbpf-sys = "^1.4"`',
    /crates are not among those/,
  ],
  ['crates', 'failed to read root of directory source: /usr/share/cargo/registry', /crates are not among those/],
  [
    'crates',
    'error: failed to download `libc v0.2.1`\n  Could not resolve host: index.crates.example',
    /crates could not be fetched/,
  ],
  ['crates', 'error: package `clap v4.5` cannot be built because it requires rustc 1.74 or newer', /Rust is older/],
  [
    'crates',
    'error: failed to parse lock file\n  lock file version 4 requires `-Znext-lockfile-bump`',
    /Rust is older/,
  ],
  ['BINARY', 'Error: failed to execute `clang`: No such file or directory', 'clang-missing'],
  ['BINARY', 'error[E0425]: cannot find value `x`\n --> src/main.rs:3:1', /source does not compile/],
  ['BINARY', 'gcc: No such file or directory', /^gcc was not found/],
  [
    'bpftool',
    "bootstrap/bpftool: /lib/x86_64-linux-gnu/libc.so.6: version `GLIBC_2.38' not found",
    /bpftool of the tree was built on another system/,
  ],
  ['load', 'libbpf: prog load failed: Operation not permitted', /Root is not allowed/, {uid: '0', user: 'root'}],
  ['libbpf', 'libelf.c:3:10: fatal error: gelf.h: No such file or directory', 'libelf-zlib-dev-missing-or-old'],
  ['vmlinux.h', 'make: *** libbpf/src: No such file or directory.  Stop.', 'source-submodules-missing'],
  ['vmlinux.h', 'Error: failed to load BTF from /sys/kernel/btf/vmlinux: Invalid argument', 'bpftool-too-old'],
  [
    'clone',
    "fatal: unable to access 'https://mirror.example/': Could not resolve host: mirror.example",
    /cannot be reached/,
  ],
  [
    'clone',
    "fatal: unable to access 'https://mirror.example/': server certificate verification failed. CAfile: none CRLfile: none",
    /certificate/,
  ],
  ['clone', 'fatal: Remote branch v0.0.0 not found in upstream origin', /no such branch, tag or commit/],
  ['clone', "fatal: repository 'https://mirror.example/' not found", /no such repository/],
  ['clone', "fatal: could not create work tree dir 'x': Permission denied", /cannot be written/],
  ['clone', 'fatal: early EOF\nfatal: index-pack failed', /cut off/],
  ['submodules', "fatal: detected dubious ownership in repository at '/x'", /belongs to another user/],
  [
    'packages',
    "E: dpkg was interrupted, you must manually run 'dpkg --configure -a' to correct the problem.",
    'dpkg-interrupted',
  ],
  ['packages', 'E: Sub-process /usr/bin/dpkg received signal 9.', 'dpkg-interrupted'],
  ['packages', 'E: Sub-process /usr/bin/dpkg exited unexpectedly', 'dpkg-interrupted'],
  [
    'packages',
    'dpkg: error processing archive x.deb (--unpack): failed to write (No space left on device)\nE: Sub-process /usr/bin/dpkg returned an error code (1)',
    /disk is full/,
  ],
  [
    'packages',
    "E: Type 'debb' is not known on line 1 in source list /etc/apt/sources.list.d/x.list",
    'apt-source-wrong-or-eol',
  ],
  [
    'packages',
    "Err:1 http://mirror.example bookworm InRelease\n  Temporary failure resolving 'mirror.example'",
    /cannot be reached/,
  ],
  [
    'packages',
    'E: Release file for http://mirror.example/InRelease is expired (invalid since 1d).',
    'apt-source-wrong-or-eol',
  ],
  ['packages', 'E: Malformed entry 1 in list file /etc/apt/sources.list (Suite)', 'apt-source-wrong-or-eol'],
  ['packages', 'E: Failed to fetch http://mirror.example/pool/main/c/clang_14.deb  404  Not Found', 'apt-index-stale'],
  [
    'packages',
    "E: Unmet dependencies. Try 'apt --fix-broken install' with no packages (or specify a solution).",
    'apt-held-broken-packages',
  ],
  ['packages', 'E: Unable to correct problems, you have held broken packages.', 'apt-held-broken-packages'],
  ['sudo', 'sudo: sorry, you must have a tty to run sudo', 'sudo-needs-tty-or-nopasswd'],
  ['sudo', 'sudo: a password is required', 'sudo-needs-tty-or-nopasswd'],
  ['sudo', 'sudo: 3 incorrect password attempts', 'sudo-needs-tty-or-nopasswd'],
  ['sudo', "Sorry, user x is not allowed to execute '/bin/sh' as root on web1.", 'sudo-needs-tty-or-nopasswd'],
  ['sudo', 'sudo: someone is not in the sudoers file.', 'sudo-needs-tty-or-nopasswd'],
];

test.each(answers.map(([stage, text, answer, seen = {}]) => ({stage, text, answer, seen})))(
  '$stage: $text',
  ({stage, text, answer, seen}) => {
    const [best] = explain({text, context: {stage, seen}}).causes;
    if (typeof answer === 'string') expect([best?.cause, best?.title]).toEqual([answer, expect.any(String)]);
    else expect(`${best?.cause ?? ''}${best?.title}`).toMatch(answer);
    expect(best?.remedy.text).not.toBe('');
    // What a stage calls the reason is as good as sure.
    expect(best?.confidence).toBeGreaterThanOrEqual(sureEnough);
  },
);

test('a program of the project that is not there is none that a package has', () => {
  const [best] = explain({text: 'sh: 1: exec: ./absent: not found', context: {stage: 'open'}}).causes;
  expect(best).toMatchObject({title: 'Unknown cause', confidence: 0});
});

test('a function of C whose name has a word of the verifier is none of its', () => {
  const text = 'tools/include/linux/err.h:50:33: error: expected ‘=’, ‘,’ or ‘;’ before ‘IS_ERR_OR_NULL’';
  expect(explain({text, context: {stage: 'CC'}}).causes[0]?.cause).not.toBe('verifier-rejected-program');
});

test('what stops any work has no label, and lines that speak of it', () => {
  const [best] = explain({text: 'cp: write error: No space left on device'}).causes;
  expect(best).toMatchObject({title: 'The disk is full', matched: ['cp: write error: No space left on device']});
  expect(best).not.toHaveProperty('cause');
});

test('a clock that is wrong, and what apt says to complete: the remedy is of the case', () => {
  const remedy = (text: string) => explain({text}).causes[0]?.remedy;
  expect(remedy('E: Release file for http://mirror.example is not valid yet (invalid for another 2h).')?.text).toMatch(
    /clock/,
  );
  expect(remedy("E: Unmet dependencies. Try 'apt --fix-broken install' with no packages.")?.commands).toEqual([
    ['apt-get', '--fix-broken', 'install'],
  ]);
});

test.each(['403  Forbidden', '500  Internal Server Error'])(
  'a server that answers %s is not taken for lists that are old',
  (answer) => {
    const text = `E: Failed to fetch http://mirror.example/clang.deb  ${answer} [IP: 192.0.2.1 80]\nE: Unable to fetch some archives, maybe run apt-get update or try with --fix-missing?`;
    const [best] = explain({text, context: {stage: 'packages'}}).causes;
    expect(best?.cause === 'apt-index-stale' && best.confidence >= sureEnough).toBe(false);
  },
);
