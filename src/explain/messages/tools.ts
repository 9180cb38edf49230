import {messagesOf} from '../message.ts';

export const bcc = messagesOf('bcc', 'https://github.com/iovisor/bcc/blob/v0.30.0/src', {
  nullHint: [
    "HINT: The 'map_value_or_null' error can happen if you dereference",
    'cc/libbpf.c',
    {strong: 'verifier-rejected-program'},
  ],
  accessHint: [
    "HINT: The invalid mem access 'inv' error can happen if you try to dereference memory",
    'cc/libbpf.c',
    {strong: 'verifier-rejected-program'},
  ],
  stackHint: [
    'HINT: Looks like you exceeded the BPF stack limit.',
    'cc/libbpf.c',
    {strong: 'verifier-rejected-program'},
  ],
  headers: [
    'Try rebuilding kernel with CONFIG_IKHEADERS=m (module)',
    'cc/frontends/clang/loader.cc',
    {strong: 'kernel-headers-missing'},
  ],
  noSyscall: [
    'CONFIG_BPF_SYSCALL is undefined, please check your .config',
    'cc/export/helpers.h',
    {strong: 'kernel-headers-version-mismatch'},
  ],
  notInBtf: ['bpf: %s is not found in %s BTF', 'cc/libbpf.c', {strong: 'module-btf-not-available'}],
  noEntry: [
    'cannot attach %s, probe entry may not exist',
    'cc/libbpf.c',
    {strong: 'kprobe-target-gone-or-inlined', since: '0.10'},
  ],
  kprobe: [
    'Failed to attach BPF program %s to kprobe %s',
    'python/bcc/__init__.py',
    {strong: 'kprobe-target-gone-or-inlined'},
  ],
  kretprobe: [
    'Failed to attach BPF program %s to kretprobe %s',
    'python/bcc/__init__.py',
    {strong: 'kprobe-target-gone-or-inlined'},
  ],
  symbol: [
    'could not determine address of symbol %s in %s',
    'python/bcc/__init__.py',
    {certain: 'attach-target-missing'},
  ],
  newer: ['HINT: bpf_%s missing (added in Linux %s).', 'cc/libbpf.c', {strong: 'kernel-too-old-for-helper-or-map'}],
  root: ['Need super-user privileges to run', 'python/bcc/__init__.py', {certain: 'not-root-or-missing-caps'}],
  fentry: [
    'Failed to attach BPF to entry kernel func',
    'python/bcc/__init__.py',
    {likely: 'kprobe-target-gone-or-inlined'},
  ],
  fexit: [
    'Failed to attach BPF to exit kernel func',
    'python/bcc/__init__.py',
    {likely: 'kprobe-target-gone-or-inlined'},
  ],
  binaryPath: ['HINT: Binary path %s should be absolute.', 'cc/usdt/usdt.cc', {strong: 'attach-target-missing'}],
  binary: ["HINT: Specified binary %s doesn't exist.", 'cc/usdt/usdt.cc', {strong: 'attach-target-missing'}],
  argument: ['error retrieving probe argument %d location %d', 'python/bcc/usdt.py', {strong: 'attach-target-missing'}],
  location: ['error retrieving probe location %d', 'python/bcc/usdt.py', {strong: 'attach-target-missing'}],
  notBpffs: ['specified path %s is not on BPF FS', 'cc/libbpf.c', {certain: 'pin-path-not-on-bpffs'}],
  cgroup: [
    'Failed to attach BPF function with attach_type',
    'python/bcc/__init__.py',
    {strong: 'cgroup2-not-available'},
  ],
});

export const scx = messagesOf('scx', 'https://github.com/sched-ext/scx/blob/main/rust/scx_utils/src', {
  noBtf: ['btf__load_vmlinux_btf() returned NULL', 'compat.rs', {strong: 'kernel-btf-not-built'}],
  pahole: [
    'This happens when the kernel was built with pahole < 1.26.',
    'compat.rs',
    {strong: 'pahole-version-incompatible'},
  ],
});

export const scap = messagesOf('falco', 'https://github.com/falcosecurity/libs/blob/0.21.0/userspace/libscap/engine', {
  device: [
    'error opening device %s. Make sure you have root credentials and that the %s module is loaded',
    'kmod/scap_kmod.c',
  ],
});

export const bccBefore = messagesOf('bcc', 'https://github.com/iovisor/bcc/blob/v0.7.0/src', {
  attach: [
    'Failed to attach BPF to kprobe',
    'python/bcc/__init__.py',
    {likely: 'kprobe-target-gone-or-inlined', until: '0.8'},
  ],
});

export const bccSince = messagesOf('bcc', 'https://github.com/iovisor/bcc/blob/v0.37.0/src', {
  fmodRet: [
    'Failed to attach BPF to fmod_ret kernel func',
    'python/bcc/__init__.py',
    {likely: 'kprobe-target-gone-or-inlined', since: '0.35'},
  ],
});

export const bpftool = messagesOf('bpftool', 'https://github.com/libbpf/bpftool/blob/v7.7.0/src', {
  what: ["what is '%s'?", 'main.h', {likely: 'bpftool-too-old'}],
  extra: ['extra unknown arguments', 'gen.c', {likely: 'bpftool-too-old'}],
  finalize: ["failed parsing '%s' BTF file: %s", 'gen.c', {strong: 'bpftool-too-old'}],
  noMount: ["can't mount BPF file system to pin the object '%s': %s", 'common.c', {certain: 'pin-path-not-on-bpffs'}],
  noMountIn: ["can't mount BPF file system on given dir '%s': %s", 'common.c', {certain: 'pin-path-not-on-bpffs'}],
  notMounted: [
    'no BPF file system found, not mounting it due to --nomount option',
    'common.c',
    {certain: 'pin-path-not-on-bpffs'},
  ],
  noBpffs: ["can't mount bpffs for pinning", 'struct_ops.c', {certain: 'pin-path-not-on-bpffs'}],
  noJit: ['No JIT disassembly support', 'main.h', {certain: 'tool-built-without-feature'}],
  noProfile: [
    'bpftool prog profile command is not supported. Please build bpftool with clang >= 10.0.0',
    'prog.c',
    {certain: 'tool-built-without-feature'},
  ],
  bootstrap: ["command '%s' is not supported in bootstrap mode", 'main.c', {certain: 'tool-built-without-feature'}],
  empty: ["object file doesn't contain any bpf program", 'prog.c', {likely: 'bpf-object-format-rejected'}],
  kernelBtf: ['struct_ops requires kernel CONFIG_DEBUG_INFO_BTF=y', 'struct_ops.c', {certain: 'kernel-btf-not-built'}],
  cgroup: ["can't open cgroup %s", 'cgroup.c', {strong: 'cgroup2-not-available'}],
  cgroup2: ["cgroup v2 isn't mounted", 'cgroup.c', {certain: 'cgroup2-not-available'}],
});

export const bpftoolBefore = messagesOf('bpftool', 'https://github.com/libbpf/bpftool/blob/v7.4.0/src', {
  noMount: [
    "can't mount BPF file system to pin the object (%s): %s",
    'common.c',
    {certain: 'pin-path-not-on-bpffs', until: '7.5'},
  ],
});

export const bpftoolSince = messagesOf(
  'bpftool',
  'https://github.com/libbpf/bpftool/blob/0ffb9862c79c7e4b1586c6a4629c5e2cf795263d/src',
  {unsigned: ['bpftool was built without signing support', 'main.h', {certain: 'tool-built-without-feature'}]},
);

/** What its source joins from several pieces stands here as one. */
export const bpftrace = messagesOf('bpftrace', 'https://github.com/bpftrace/bpftrace/blob/v0.26.1/src', {
  syntax: ['ERROR: syntax: %s', 'parser.cpp', {since: '0.26'}],
  untraceable: [
    '%s is not traceable (either non-existing, inlined, or marked as "notrace")',
    'ast/passes/attachpoint_passes.cpp',
    {strong: 'kprobe-target-gone-or-inlined'},
  ],
  stack: [
    'Stack size is too large. Trying moving some scratch variables into maps',
    'bpfbytecode.cpp',
    {strong: 'verifier-rejected-program'},
  ],
  functionTypes: ['BTF data for the function not found', 'btf.cpp', {likely: 'kprobe-target-gone-or-inlined'}],
  address: ['Could not resolve address: %s:%s', 'attached_probe.cpp', {certain: 'attach-target-missing'}],
  noProbes: ['No probes to attach', 'bpftrace.cpp', {likely: 'attach-target-missing'}],
  architecture: ['not supported on architecture', 'ast/passes/codegen_llvm.cpp', {strong: 'arch-lacks-bpf-feature'}],
  noBackEnd: [
    'Could not find bpf llvm target, does your llvm support it?',
    'ast/passes/codegen_llvm.cpp',
    {certain: 'clang-no-bpf-target'},
  ],
  loop: [
    'Missing required kernel feature: loop',
    'ast/passes/types/type_checker.cpp',
    {strong: 'kernel-too-old-for-program-or-verifier', since: '0.24'},
  ],
});

export const bpftraceBefore = messagesOf('bpftrace', 'https://github.com/bpftrace/bpftrace/blob/v0.15.0/src', {
  location: [
    'Error finding location for probe: %s',
    'attached_probe.cpp',
    {strong: 'attach-target-missing', until: '0.25'},
  ],
  argument: [
    "couldn't get argument %d for %s",
    'ast/irbuilderbpf.cpp',
    {strong: 'attach-target-missing', until: '0.25'},
  ],
  /** The words after "ERROR" are bison's, by `parse.error verbose`. */
  syntax: ['ERROR: syntax error, unexpected %s', 'parser.yy', {until: '0.26'}],
  vmlinux: [
    'Could not resolve symbol %s. Use BPFTRACE_VMLINUX env variable to specify vmlinux path.',
    'attached_probe.cpp',
    {until: '0.16'},
  ],
});

/** clang for bpftrace, which names its definitions so: src/ast/passes/clang_parser.cpp (before: src/clang_parser.cpp). */
export const bpftraceTypes = messagesOf('bpftrace', 'https://github.com/bpftrace/bpftrace/blob/v0.21.0/src', {
  incomplete: [
    "definitions.h:%d:%d: error: field has incomplete type '%s'",
    'clang_parser.cpp',
    {strong: 'kernel-headers-missing'},
  ],
  unknown: [
    "definitions.h:%d:%d: error: unknown type name '%s'",
    'clang_parser.cpp',
    {strong: 'kernel-headers-missing'},
  ],
  include: [
    "definitions.h:%d:%d: fatal error: '%s' file not found",
    'clang_parser.cpp',
    {strong: 'kernel-headers-missing'},
  ],
  ownInclude: [
    "/bpftrace/include/%s:%d:%d: fatal error: '%s' file not found",
    'clang_parser.cpp',
    {strong: 'kernel-headers-missing'},
  ],
});
