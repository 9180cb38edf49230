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
    'Unable to find kernel headers. Try rebuilding kernel with CONFIG_IKHEADERS=m',
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
  attachBefore: ['Failed to attach BPF to kprobe', 'python/bcc/__init__.py', {until: '0.8'}],
});

export const scx = messagesOf('scx', 'https://github.com/sched-ext/scx/blob/main/rust/scx_utils/src', {
  noBtf: ['btf__load_vmlinux_btf() returned NULL', 'compat.rs', {strong: 'kernel-btf-not-built'}],
});

export const bpftool = messagesOf('bpftool', 'https://github.com/libbpf/bpftool/blob/v7.4.0/src', {
  what: ["what is '%s'?", 'main.h', {likely: 'bpftool-too-old'}],
  extra: ['extra unknown arguments', 'main.c', {likely: 'bpftool-too-old'}],
  finalize: ["failed parsing '%s' BTF file: %s", 'btf.c', {strong: 'bpftool-too-old'}],
  noMount: ["can't mount BPF file system to pin the object '%s': %s", 'common.c', {certain: 'pin-path-not-on-bpffs'}],
  noMountIn: ["can't mount BPF file system on given dir '%s': %s", 'common.c', {certain: 'pin-path-not-on-bpffs'}],
  notMounted: [
    'no BPF file system found, not mounting it due to --nomount option',
    'common.c',
    {certain: 'pin-path-not-on-bpffs'},
  ],
  noBpffs: ["can't mount bpffs for pinning", 'common.c', {certain: 'pin-path-not-on-bpffs'}],
  noJit: ['No JIT disassembly support', 'common.c', {certain: 'tool-built-without-feature'}],
  noProfile: [
    'bpftool prog profile command is not supported. Please build bpftool with clang >= 10.0.0',
    'prog.c',
    {certain: 'tool-built-without-feature'},
  ],
  bootstrap: ["command '%s' is not supported in bootstrap mode", 'main.h', {certain: 'tool-built-without-feature'}],
  unsigned: ['bpftool was built without signing support', 'prog.c', {certain: 'tool-built-without-feature'}],
  empty: ["object file doesn't contain any bpf program", 'prog.c', {likely: 'bpf-object-format-rejected'}],
  kernelBtf: ['struct_ops requires kernel CONFIG_DEBUG_INFO_BTF=y', 'struct_ops.c', {certain: 'kernel-btf-not-built'}],
  cgroup2: ["cgroup v2 isn't mounted", 'cgroup.c', {certain: 'cgroup2-not-available'}],
});

/** What its source joins from several pieces stands here as one. */
export const bpftrace = messagesOf('bpftrace', 'https://github.com/bpftrace/bpftrace/blob/v0.21.0/src', {
  syntax: ['ERROR: syntax error, unexpected %s', 'parser.yy'],
  untraceable: [
    '%s is not traceable (either non-existing, inlined, or marked as "notrace")',
    'bpftrace.cpp',
    {strong: 'kprobe-target-gone-or-inlined'},
  ],
  stack: [
    'Stack size is too large. Trying moving some scratch variables into maps',
    'bpfbytecode.cpp',
    {strong: 'verifier-rejected-program'},
  ],
  functionTypes: ['BTF data for the function not found', 'btf.cpp', {likely: 'kprobe-target-gone-or-inlined'}],
  address: ['Could not resolve address: %s:%s', 'attached_probe.cpp', {certain: 'attach-target-missing'}],
  vmlinux: [
    'Could not resolve symbol %s. Use BPFTRACE_VMLINUX env variable to specify vmlinux path.',
    'attached_probe.cpp',
  ],
  architecture: ['not supported on architecture', 'ast/codegen/codegen_llvm.cpp', {strong: 'arch-lacks-bpf-feature'}],
  noBackEnd: [
    'Could not find bpf llvm target, does your llvm support it?',
    'ast/passes/codegen_llvm.cpp',
    {certain: 'clang-no-bpf-target'},
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
