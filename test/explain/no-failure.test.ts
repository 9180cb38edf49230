import {explain} from '../../src/explain/explain.ts';

const named = (text: string, context = {}) => explain({text, context}).causes.map(({cause}) => cause);

describe('what is no failure is not taken for one', () => {
  test.each([
    ['what make is at work on', '  INSTALL libbpf_headers'],
    [
      'all that it is at work on',
      '  MKDIR    /tmp/build/libbpf\n  GEN      bpf_helper_defs.h\n  INSTALL  libbpf_headers',
    ],
    ['the trace of a shell', '+ sudo mount -t tracefs tracefs /sys/kernel/tracing'],
    ['objects that are named after errors', '  CC      libbpf/staticobjs/libbpf_errno.o\n  CC      error.o'],
    ['a line of a logger', '{"level":"info","msg":"tracer started","error":null,"btf":true}'],
    [
      'what apt counts',
      'clang is already the newest version (1:14.0-55).\n0 upgraded, 0 newly installed, 0 to remove and 3 not upgraded.',
    ],
    ['a state', 'tracefs is mounted'],
    ['a state of two file systems', 'debugfs is mounted on /sys/kernel/debug\nbpffs is mounted at /sys/fs/bpf'],
    ['a state of a service', 'The service is run as root by systemd\nStarted hello.service'],
  ])('%s', (_, text) => {
    expect(explain({text})).toMatchObject({causes: [], success: true});
  });

  test('a failure beside it is still found', () => {
    const text =
      "  INSTALL libbpf_headers\n  CC       hello.bpf.o\nhello.bpf.c:2:10: fatal error: 'bpf/bpf_helpers.h' file not found\n";
    expect(named(text)[0]).toBe('bpf-c-headers-missing-or-old');
  });
});

describe('who tells of a failure in words is not told that nothing failed', () => {
  test.each([
    'My tracer never starts on this machine, it just ends',
    'when I start the loader nothing is traced and the map stays empty',
    'The program loads, but why are there no events?',
    '程序加载之后没有任何输出',
    '加载 eBPF 程序不成功，怎么办',
    'программа загружается, но не работает',
  ])('%s', (text) => {
    const {success, causes} = explain({text});
    expect([success, causes[0]?.confidence]).toEqual([false, 0]);
  });
});

describe('a few words that may mean anything', () => {
  test.each(['EPERM', 'Segmentation fault (core dumped)', 'operation not permitted', 'E: 软件包'])(
    'no cause is named, and no success: %s',
    (text) => {
      const {success, causes} = explain({text});
      expect([success, causes[0]?.confidence]).toEqual([false, 0]);
    },
  );

  test('EINVAL of an attach alone makes nothing sure', () => {
    expect(explain({text: 'Failed to attach BPF program: -22 (Invalid argument)'}).causes[0]?.confidence).toBeLessThan(
      0.6,
    );
  });
});

test('a file of lockdown that is not there is no lockdown', () => {
  expect(named('open /sys/kernel/security/lockdown: no such file or directory')).toEqual([undefined]);
});

test('a harmless line beside a failure is not the answer', () => {
  const text =
    "libbpf: Error loading .BTF into kernel: -22. BTF is optional, ignoring.\nlibbpf: prog 'hello': BPF program load failed: Invalid argument";
  expect(named(text)[0]).not.toBe('benign-warning-not-a-failure');
});

describe('what was typed is read from a pasted session', () => {
  const refused = 'map create: operation not permitted (MEMLOCK may be too low, consider rlimit.RemoveMemlock)';

  test.each([`$ sudo ./main\n${refused}`, `me@vm:~/x$ sudo ./main\r\n${refused}\r\nme@vm:~/x$ `])('%j', (text) => {
    expect(named(text)[0]).toBe('memlock-rlimit-too-low');
  });

  test('a password that sudo asks for is no refusal', () => {
    const text = `$ sudo ./bootstrap\n[sudo] password for me: \nlibbpf: map 'rb': failed to create: Invalid argument(-22)`;
    expect(named(text)).not.toContain('sudo-needs-tty-or-nopasswd');
  });

  test('the last command, not one before it', () => {
    expect(named(`$ sudo make install\n$ ./main\n${refused}`)[0]).not.toBe('memlock-rlimit-too-low');
  });
});

test('a command that fails without a word: what is left to look at', () => {
  const [answer] = explain({text: '', command: './loader hello.bpf.o', failed: true}).causes;
  expect(answer).toMatchObject({title: 'It failed without a word', confidence: 0});
  expect(answer?.decide).toContain('strace -f -o trace.txt ./loader hello.bpf.o');
});

test('a clue that only makes a cause less likely does not rule it out', () => {
  const text = "libbpf: prog 'on_exec': BPF program load failed: Permission denied\nR1 invalid mem access 'scalar'";
  const {ruledOut} = explain({text, context: {tools: {clang: '16'}}});
  expect(ruledOut.filter(({cause}) => cause.includes('verifier'))).toEqual([]);
});

describe('an option that is off is named for what it builds', () => {
  const text =
    "libbpf: failed to determine tracepoint 'syscalls/sys_enter_openat' perf event ID: No such file or directory";
  const sure = (facts: Record<string, string>) =>
    explain({text, context: {facts: {tracefs: 'mounted', ...facts}}}).causes.find(
      ({cause}) => cause === 'kernel-config-missing-tracing',
    )?.confidence ?? 0;

  test('kprobes for no tracepoint', () => {
    expect(sure({config_kprobes: 'not set'})).toBeLessThan(0.8);
    expect(sure({config_ftrace_syscalls: 'not set'})).toBeGreaterThan(0.8);
  });

  test('none where the kernel at hand was built with it', () => {
    expect(sure({config_kprobes: 'not set', config_ftrace_syscalls: 'y'})).toBeLessThan(0.3);
  });
});

describe('what is outside the list of causes is not forced into it', () => {
  test.each([
    ["libbpf: map 'flows': failed to create: -ENOMEM", /no memory for a map/],
    ['map flows: map create: cannot allocate memory', /no memory for a map/],
    [
      'Error: failed to create map `FLOWS` with code -12\n\nCaused by:\n    Cannot allocate memory (os error 12)',
      /no memory for a map/,
    ],
    ['open /usr/share/tracer/bpf/trace.o: no such file or directory', /BPF programs is not there/],
    ['failed to open probe object /usr/lib/agent/probe.bpf.o: No such file or directory', /BPF programs is not there/],
    ["hello.bpf.c:12:8: error: no member named 'filename' in 'struct event'", /source does not compile/],
    ['clang-18: error: unable to execute command: Killed', /compiler was killed/],
    ['gcc: fatal error: Killed signal terminated program cc1', /compiler was killed/],
    [
      'ERROR: Could not resolve symbol vfs_read. Use BPFTRACE_VMLINUX env variable to specify vmlinux path.',
      /no image of the kernel/,
    ],
    [
      "thread 'main' panicked at 'pkg-config is required to compile libbpf-sys using the vendored copy of libbpf', /root/build.rs:106",
      /^pkg-config was not found/,
    ],
    [
      './agent: error while loading shared libraries: libpcap.so.0.8: cannot open shared object file: No such file or directory',
      /library that the program/,
    ],
    ['./main.go:15:2: undefined: loadCounterObjects', /Go code that bpf2go writes/],
    ['./main.go:12:14: undefined: counterObjects', /Go code that bpf2go writes/],
    ['libbpf: Kernel error message: XDP program already attached', /attached there already/],
    ["libbpf: prog 'drop': failed to attach to xdp: Device or resource busy", /attached there already/],
    ['/usr/bin/ld: cannot find -lbfd: No such file or directory', /library that the build needs/],
    ["make : The term 'make' is not recognized as the name of a cmdlet", /^make was not found/],
    ['make: *** No targets specified and no makefile found.  Stop.', /no project here/],
  ])('%s', (text, title) => {
    const [best] = explain({text}).causes;
    expect([best?.cause, best?.title]).toEqual([undefined, expect.stringMatching(title)]);
  });
});

test('what a compiler was told is no message: the command line of a crash, and a clang that ran and failed', () => {
  const text =
    'fatal error: error in backend: Unsupported dynamic stack allocation\nStack dump:\n0.\tProgram arguments: clang -target bpfel "-D__BPF_TARGET_MISSING=\\"GCC error\\"" -c x.c\nError: can\'t execute clang: exit status 70';
  expect(named(text)).toEqual([undefined]);
});

test('a library of LLVM that does not link is no matter of what the verifier says to its code', () => {
  const text =
    "/usr/lib/llvm-14/lib/libclangCodeGen.a(BackendUtil.cpp.o): undefined reference to `getPollyPluginInfo()'\ncollect2: error: ld returned 1 exit status";
  expect(named(text)[0]).not.toBe('llvm-codegen-verifier-rejection');
});

test('a directory that a daemon could not make on its host is no matter of privileges', () => {
  const text =
    "docker: Error response from daemon: error while creating mount source path '/lib/modules': mkdir /lib/modules: read-only file system.";
  expect(named(text)).not.toContain('container-lacks-privileges');
});

test('what bpftool could not pin, and says no more of, has not the path for its reason', () => {
  expect(named('Error: failed to pin program kprobe/vfs_read')[0]).not.toBe('pin-path-not-on-bpffs');
});

// The verifier's own begin likewise: R1 cannot write into rdonly_mem.
test.each([
  "dpkg: error: cannot access archive './x.deb': No such file or directory",
  'make: cannot read Makefile',
  'tar: cannot write: Broken pipe',
])('what any tool cannot do is no word of the verifier: %s', (text) => {
  expect(named(text)).not.toContain('verifier-rejected-program');
});

test("what bpftool's build prints of its features is no plan of ebpf", () => {
  const text =
    '...                        libbfd: [ OFF ]\nmake[2]: gcc: No such file or directory\nmake[2]: *** [Makefile:134: bpf.o] Error 127';
  expect(explain({text}).causes[0]?.title).not.toBe('A message of ebpf itself');
});

describe('who runs as root is not told to become root', () => {
  test.each([
    'I run it as root, and libbpf: failed to load object: Operation not permitted',
    'I already run it with sudo, and libbpf: failed to load object: Operation not permitted',
    "libbpf: permission error while running as root; try raising 'ulimit -l'? current value: 64.0 KB",
  ])('%s', (text) => {
    expect(named(text)[0]).not.toBe('not-root-or-missing-caps');
  });

  test.each(['Please run as root', 'error: run this as root', 'You must run it with sudo.'])('%s', (text) => {
    expect(named(text)[0]).toBe('not-root-or-missing-caps');
  });
});

test("libbpf's advice on the limit is right where the kernel counts by it, and wrong since 5.11", () => {
  const text = "libbpf: permission error while running as root; try raising 'ulimit -l'? current value: 64.0 KB";
  expect(named(text, {kernel: '5.4.0'})[0]).toBe('memlock-rlimit-too-low');
  expect(named(text, {kernel: '6.12.0'})[0]).not.toBe('memlock-rlimit-too-low');
});

test('a make that looked for the BTF of the running kernel and found none says that it has none', () => {
  const found = (places: string) =>
    named(`Makefile:160: *** Cannot find a vmlinux for VMLINUX_BTF at any of "${places}".  Stop.`)[0];
  expect(found('../../../../vmlinux /sys/kernel/btf/vmlinux /boot/vmlinux-5.4.0')).toBe('kernel-btf-not-built');
  // Since 6.0 samples/bpf looks in the tree alone: there it is a vmlinux that was not built.
  expect(found('/usr/src/linux-source-6.1/vmlinux')).toBe('vmlinux-h-wrong-or-missing');
});

describe("words that are like the verifier's are not taken for its own", () => {
  test.each([
    ['an argument of a script', 'wrapper.sh: arg#1 is not a number'],
    ['a name in a source', 'mm/pool.c:12: note: this calls ptr_or_null() first'],
  ])('%s', (_, text) => {
    expect(named(text)).not.toContain('verifier-rejected-program');
  });

  test('the log of a program may be that of one which it took', () => {
    const text =
      "libbpf: prog 'on_exec': -- BEGIN PROG LOAD LOG --\n5: R0_w=map_value_or_null(id=1,off=0,ks=4,vs=8,imm=0)\nstack depth 8";
    expect(explain({text}).causes[0]?.confidence).toBeLessThan(0.5);
  });

  test.each([
    'R0 pointer arithmetic on map_value_or_null prohibited, null-check it first',
    "R7 invalid mem access 'map_value_or_null'",
    'arg#0 is ptr_or_null_ expected ptr_ or socket',
    'arg#1 is expected to be non-NULL',
  ])('%s', (text) => {
    expect(named(text)[0]).toBe('verifier-rejected-program');
  });

  test('a program that another kernel takes: only what refuses a program counts', () => {
    const context = {kernel: '5.15.0', facts: {kernel_6_8: 'works on 6.8.0'}};
    expect(named("R1 invalid mem access 'inv'", context)).toContain('kernel-too-old-for-program-or-verifier');
    for (const text of ['user alice is not allowed to run this', 'module 12 insn read'])
      expect(named(text, context)).not.toContain('kernel-too-old-for-program-or-verifier');
  });
});

test('a driver that is missing is not a matter of root, whatever its message says', () => {
  const [best] = explain({
    text: 'error opening device /dev/falco0. Make sure you have root credentials and that the falco module is loaded.',
  }).causes;
  expect(best?.title).toBe('The kernel module of the driver is not loaded');
});

test.each([
  "ModuleNotFoundError: No module named 'numpy'",
  'java.lang.NullPointerException at com.foo.Bar(Bar.java:12)',
  'Warning  FailedScheduling  0/3 nodes are available: 3 Insufficient memory.',
  'Back-off pulling image "ghcr.io/x/agent:latest" ErrImagePull: unauthorized',
])('what fails elsewhere is a failure too: %s', (text) => {
  const {success, causes} = explain({text});
  expect([success, causes[0]?.confidence]).toEqual([false, 0]);
});

test('what stops any work is told where it stands before the likeliest cause', () => {
  const unreached = "fatal: unable to access 'https://github.com/x/y/': Could not resolve host: github.com";
  const followed = "x.c:1:10: fatal error: 'bpf/bpf_helpers.h' file not found";
  expect(explain({text: `${unreached}\n${followed}`}).notes.join()).toContain('A server cannot be reached from here');
  expect(explain({text: `${followed}\n${unreached}`}).notes).toEqual([]);
});
