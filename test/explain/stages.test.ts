import {explain} from '../../src/explain/explain.ts';

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
  ['BINARY', 'sh: 1: make: not found', /program was not found/],
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
  ['BPF', './vmlinux.h:100:2: error: unterminated conditional directive', 'output-truncated'],
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
  ['prepare', '/bin/sh: 1: bison: not found', /program was not found/],
  [
    'prepare',
    'certs/extract-cert.c:21:10: fatal error: openssl/bio.h: No such file or directory',
    /OpenSSL's development files/,
  ],
  ['prepare', "The source tree is not clean, please run 'make mrproper'", /built in with another output directory/],
  ['config', 'Makefile:7: *** source directory cannot contain spaces or colons.  Stop.', /blank or colon/],
  ['compile', "ModuleNotFoundError: No module named 'bcc'", 'conflicting-install-shadows'],
  ['compile', 'chdir(/lib/modules/6.1.0-9-amd64/build): No such file or directory', 'kernel-headers-missing'],
  [
    'compile',
    "virtual/include/bcc/bpf.h:12:10: fatal error: 'linux/kconfig.h' file not found",
    'kernel-headers-missing',
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
  ['sudo', 'sudo: someone is not in the sudoers file.', 'sudo-needs-tty-or-nopasswd'],
];

test.each(answers.map(([stage, text, answer, seen = {}]) => ({stage, text, answer, seen})))(
  '$stage: $text',
  ({stage, text, answer, seen}) => {
    const [best] = explain({text, context: {facts: {stage, ...seen}}}).causes;
    if (typeof answer === 'string') expect([best?.cause, best?.title]).toEqual([answer, expect.any(String)]);
    else expect(`${best?.cause ?? ''}${best?.title}`).toMatch(answer);
    expect(best?.remedy.text).not.toBe('');
  },
);

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
