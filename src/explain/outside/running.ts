import {install} from '../../remedies/remedy.ts';
import {start} from '../messages/build.ts';
import {errors} from '../messages/fetch.ts';
import {cilium} from '../messages/go.ts';
import {libbpf} from '../messages/libbpf.ts';
import {device} from '../messages/network.ts';
import {bpftrace, bpftraceBefore, scap} from '../messages/tools.ts';
import {either} from '../phrases.ts';
import {anyOf} from '../printed.ts';
import type {Outside} from './row.ts';

/** Programs that do not start, or that the kernel does not take. */
export const running: readonly Outside[] = [
  {
    title: 'bpftrace found no image of the kernel with symbols',
    why: 'It looks up where the instructions of a function begin before it attaches within one, and needs a vmlinux for that.',
    remedy: 'Name one in BPFTRACE_VMLINUX (packages of debug symbols have it), or attach at the start of the function.',
    decide: 'ls /usr/lib/debug/boot/vmlinux-$(uname -r) /boot/vmlinux-$(uname -r)',
    messages: anyOf(bpftraceBefore.vmlinux),
  },
  {
    title: 'A library that the program was built with is not on this host',
    why: 'The dynamic linker looks for it by its name and version when the program starts.',
    remedy: 'Build the program on this host, or install the package with that library.',
    decide: 'ldd PROGRAM',
    messages: anyOf(start.library),
    // What belongs to a toolchain has causes of its own.
    when: (e) => !e.says(/lib(?:bpf|bcc)\.so/) || e.stage !== undefined,
  },
  {
    title: 'The file with the BPF programs is not there',
    why: 'The loader reads them from an object file of its own, by a path that it was built with or that is relative to where it was started.',
    remedy: 'Start it in its own directory, build the object, or install the package that has it.',
    decide: 'ls FILE.o; pwd',
    // clang and make miss a file to build it; a loader misses it to run.
    messages:
      /^(?!.*(?:make(?:\[\d\])?: \*|clang|gcc|\bld\b|llvm)).*(?:open\w*[^\n]{0,60}? ["'`]?(?:\S*\/)?[\w.-]+\.o\b["'`]?[^\n]{0,20}: (?:err(?:or)? |-2\b)?no such file|["'`]?(?:\S*\/)?[\w.-]+\.bpf\.o["'`]?: no such file)/im,
  },
  {
    title: 'The BTF file that the program was given cannot be read',
    why: 'It was told to take the types of the kernel from a file, which is a directory, has none, or is for another machine.',
    remedy: 'Name the file itself, as BTFHub or `pahole --btf_encode_detached` make it, for the kernel that runs.',
    decide: 'bpftool btf dump file FILE.btf | head -3',
    messages: anyOf(libbpf.givenBtf),
  },
  {
    title: 'The kernel module of the driver is not loaded',
    why: 'Falco and sysdig read events from a module of their own where no BPF probe is chosen, and its device is missing: it was not built for this kernel, or was not loaded.',
    remedy:
      'Choose the BPF probe that comes with it and needs neither module nor headers (falco: engine.kind=modern_ebpf; sysdig: --modern-bpf), or build and load the module (falcoctl driver, scap-driver-loader). Either wants root.',
    decide: 'lsmod | grep -E "falco|scap|sysdig"; ls /dev/falco0 /dev/scap0 /dev/sysdig0',
    messages: anyOf(scap.device),
  },
  {
    title: 'The object is not the one that the loader was built for',
    why: 'The loader looks up programs and maps in the object by name, and this object has no such: it is of another version, or was built with other options.',
    remedy:
      'Install both of one version; of your own project, let the object be built and bpf2go write its code anew (go generate).',
    decide: 'bpftool prog load FILE.bpf.o /sys/fs/bpf/x 2>&1 | tail -3; llvm-objdump -h FILE.bpf.o',
    vague: true,
    messages: anyOf(cilium.otherObject, cilium.otherMaps),
  },
  {
    title: 'The program was built for another architecture',
    why: 'The kernel does not know how to start it.',
    remedy: 'Build it on this host, or for this architecture.',
    decide: 'file PROGRAM; uname -m',
    messages: anyOf(start.format),
    when: (e) => !e.says(/insmod|modprobe|\.ko\b|module/i),
  },
  {
    title: 'This kernel has no sched_ext',
    why: 'Its types have no struct sched_ext_ops: it is older than 6.12, or was built without CONFIG_SCHED_CLASS_EXT.',
    remedy: 'Run it on a kernel that has it; "ebpf new --list" tells what this one has.',
    decide: 'bpftool btf dump file /sys/kernel/btf/vmlinux | grep sched_ext_ops',
    // The second is how clang 14 begins to complain of a type that vmlinux.h lacks.
    messages:
      /incomplete type ['‘]?struct sched_ext_ops|conflicting types for ['‘]____on_exit|sched_ext_ops is not found in kernel BTF/,
  },
  {
    title: 'This libbpf is too old for schedulers',
    why: 'Programs of sched_ext are attached as libbpf can since 1.2.',
    remedy: 'Use libbpf 1.2 or newer, or run a project that was built elsewhere.',
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
    remedy: 'Run "ebpf doctor": it looks at each of the usual reasons.',
    decide: 'ebpf doctor',
    vague: true,
    messages: anyOf(errors.notPermitted, errors.denied),
    when: (e) => e.stage === 'load' && !e.fact(/^kernel functions: hooked$/m) && e.user === 'root',
  },
  {
    title: 'This kernel does not let its functions be hooked',
    why: 'It refuses root too: a hypervisor, a sandbox or a security module forbids it. The limit on locked memory, which libbpf names, is not the reason.',
    remedy: 'Run it on another kernel; "ebpf new --list" tells what this one allows.',
    decide: 'ebpf doctor --for tracing',
    messages: anyOf(errors.notPermitted),
    when: (e) => e.stage === 'load' && e.fact(/^kernel functions: hooked$/m) && e.user === 'root',
  },
  {
    title: 'Something is attached there already',
    why: 'A device takes one XDP program, and one clsact qdisc, at a time. What an earlier run left there stays until it is taken off. Many loaders go on with a clsact qdisc that is there.',
    remedy: 'Take it off: ip link set dev IFACE xdp off; tc qdisc del dev IFACE clsact. Or replace it: ip -force.',
    decide: 'bpftool net; ip -d link show dev IFACE; tc qdisc show dev IFACE',
    messages: either(
      anyOf(...Object.values(device)),
      /failed to attach to xdp: (?:Device or resource busy|-EBUSY|-16\b)|RTNETLINK answers: File exists/,
    ),
  },
  {
    title: 'The ring buffer has a size that the kernel does not take',
    why: 'Its size is a multiple of the page size, which on some kernels of arm64 is 16 or 64 KiB.',
    remedy: 'Set max_entries to a power of two that is a multiple of it: getconf PAGESIZE',
    decide: 'getconf PAGESIZE',
    messages: anyOf(cilium.ringSize),
  },
  {
    title: 'bpftrace does not accept the script',
    why: 'Its syntax is not that of this bpftrace.',
    remedy: 'Fix the line that it names.',
    decide: 'bpftrace --version',
    messages: anyOf(bpftrace.syntax, bpftraceBefore.syntax),
  },
];
