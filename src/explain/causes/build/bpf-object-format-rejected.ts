import type {Cause} from '../../in-causes.ts';

export const bpfObjectFormatRejected = {
  title: 'libbpf refuses the BPF object itself',
  why: 'The object opens, but not as this libbpf wants it: no BTF for its maps (compiled without -g, stripped, or by an old clang), maps in the old "maps" section which libbpf 1.0 dropped, or the wrong byte order.',
  remedy:
    'Compile with `clang -g -O2 -target bpf` and do not strip .BTF (llvm-strip -g keeps it). Rewrite SEC("maps") definitions as BTF maps in SEC(".maps"); iproute2 and other loaders with libbpf 1.x need that too.',
  decide: 'llvm-objdump -h FILE.bpf.o | grep -E "BTF|maps"',
  sources: ['libbpf.c: bpf_object__init_btf, bpf_object__init_user_maps', 'libbpf wiki: 1.0 migration'],
  strong: [
    // cilium/ebpf, elf_reader.go
    /section "[^"]+": (string is not stack allocated|(reference|relocation|instruction|symbol)[^\n]*(unsupported|unknown|invalid|missing|not found)|unsupported)|can't load BPF from ELF: (?!open |[^\n]*no such file)/,
    /bad magic number '?\[/,
    /Unknown file magic|Unsupported ELF (header|class|endian)/,
  ],
  likely: [
    [
      /BPF object format invalid|Unknown error -?40(01|03|05|06)|failed to open BPF object|error (loading|parsing|opening)[^\n]*ELF/,
      /not a valid eBPF object|\. Ignored and continue/i,
    ],
  ],
  excludes: {
    'the compiler command lacks -g': (e) => /clang(?!.*\s-g\b).*-target bpf/.test(e.command),
  },
} satisfies Cause;
