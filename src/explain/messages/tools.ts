import {messagesOf} from './message.ts';

export const libbpf = messagesOf('libbpf', 'https://github.com/libbpf/libbpf/blob/v1.4.0/src', {
  notInBtf: ['%s is not found in vmlinux BTF', 'libbpf.c'],
  section: ["prog '%s': missing BPF prog type, check ELF section name '%s'", 'libbpf.c'],
  sectionName: ["prog '%s': invalid section name '%s'", 'libbpf.c'],
  usdtSection: ['invalid section \'%s\', expected SEC("usdt/<path>:<provider>:<name>")', 'libbpf.c'],
  programType: ["failed to guess program type from ELF section '%s'", 'libbpf.c'],
  attachType: ["failed to guess attach type based on ELF section name '%s'", 'libbpf.c'],
  symbol: ["sec '%s': corrupted symbol #%zu pointing to invalid section #%zu for relo #%d", 'libbpf.c'],
});

export const bcc = messagesOf('bcc', 'https://github.com/iovisor/bcc/blob/v0.30.0/src', {
  nullHint: ["HINT: The 'map_value_or_null' error can happen if you dereference", 'cc/libbpf.c'],
  stackHint: ['HINT: Looks like you exceeded the BPF stack limit.', 'cc/libbpf.c'],
  headers: [
    'Unable to find kernel headers. Try rebuilding kernel with CONFIG_IKHEADERS=m',
    'cc/frontends/clang/loader.cc',
  ],
  noSyscall: ['CONFIG_BPF_SYSCALL is undefined, please check your .config', 'cc/export/helpers.h'],
  notInBtf: ['bpf: %s is not found in %s BTF', 'cc/libbpf.c'],
  noEntry: ['cannot attach %s, probe entry may not exist', 'cc/libbpf.c'],
  kprobe: ['Failed to attach BPF program %s to kprobe %s', 'python/bcc/__init__.py'],
  kretprobe: ['Failed to attach BPF program %s to kretprobe %s', 'python/bcc/__init__.py'],
  symbol: ['could not determine address of symbol %s in %s', 'python/bcc/__init__.py'],
  newer: ['HINT: bpf_%s missing (added in Linux %s).', 'cc/libbpf.c'],
  root: ['Need super-user privileges to run', 'python/bcc/__init__.py'],
  attachBefore: ['Failed to attach BPF to kprobe', 'python/bcc/__init__.py', undefined, '0.6'],
});

export const bpftool = messagesOf('bpftool', 'https://github.com/libbpf/bpftool/blob/v7.4.0/src', {
  what: ["what is '%s'?", 'main.h'],
  extra: ['extra unknown arguments', 'main.c'],
  finalize: ["failed parsing '%s' BTF file: %s", 'btf.c'],
  noMount: ["can't mount BPF file system to pin the object '%s': %s", 'common.c'],
  noMountIn: ["can't mount BPF file system on given dir '%s': %s", 'common.c'],
  notMounted: ['no BPF file system found, not mounting it due to --nomount option', 'common.c'],
  noBpffs: ["can't mount bpffs for pinning", 'common.c'],
  noJit: ['No JIT disassembly support', 'common.c'],
  noProfile: ['bpftool prog profile command is not supported. Please build bpftool with clang >= 10.0.0', 'prog.c'],
  bootstrap: ["command '%s' is not supported in bootstrap mode", 'main.h'],
  unsigned: ['bpftool was built without signing support', 'prog.c'],
  empty: ["object file doesn't contain any bpf program", 'prog.c'],
  kernelBtf: ['struct_ops requires kernel CONFIG_DEBUG_INFO_BTF=y', 'struct_ops.c'],
  cgroup2: ["cgroup v2 isn't mounted", 'cgroup.c'],
});

/** What its source joins from several pieces stands here as one. */
export const bpftrace = messagesOf('bpftrace', 'https://github.com/bpftrace/bpftrace/blob/v0.21.0/src', {
  syntax: ['ERROR: syntax error, unexpected %s', 'parser.yy'],
  untraceable: ['%s is not traceable (either non-existing, inlined, or marked as "notrace")', 'bpftrace.cpp'],
  stack: ['Stack size is too large. Trying moving some scratch variables into maps', 'bpfbytecode.cpp'],
  functionTypes: ['BTF data for the function not found', 'btf.cpp'],
  address: ['Could not resolve address: %s:%s', 'attached_probe.cpp'],
  vmlinux: [
    'Could not resolve symbol %s. Use BPFTRACE_VMLINUX env variable to specify vmlinux path.',
    'attached_probe.cpp',
  ],
  architecture: ['not supported on architecture', 'ast/codegen/codegen_llvm.cpp'],
  noBackEnd: ['Could not find bpf llvm target, does your llvm support it?', 'ast/passes/codegen_llvm.cpp'],
});

/** clang for bpftrace, which names its definitions so: src/ast/passes/clang_parser.cpp (before: src/clang_parser.cpp). */
export const bpftraceTypes = messagesOf('bpftrace', 'https://github.com/bpftrace/bpftrace/blob/v0.21.0/src', {
  incomplete: ["definitions.h:%d:%d: error: field has incomplete type '%s'", 'clang_parser.cpp'],
  unknown: ["definitions.h:%d:%d: error: unknown type name '%s'", 'clang_parser.cpp'],
});
