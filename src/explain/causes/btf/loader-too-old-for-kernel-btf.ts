import {type Cause, shipsBtf} from '../../in-causes.ts';

export const loaderTooOldForKernelBtf = {
  title: 'The loader does not understand the BTF of this kernel',
  why: 'New kernels describe themselves with BTF kinds (FLOAT 16, DECL_TAG 17, TYPE_TAG 18, ENUM64 19) that this libbpf, or this other BTF parser, does not know, so it cannot read kernel BTF at all.',
  remedy:
    'Use a tool built on libbpf 1.0 or newer (ENUM64), or update its BTF library (cilium/ebpf >= 0.9.2, aya current). Check that no older libbpf.so is picked up at run time.',
  decide: 'ldd $(command -v TOOL) | grep libbpf; bpftool version',
  sources: ['libbpf btf.c: btf_parse_type_sec, btf_type_size', 'commit 6089fb325cf7: ENUM64 in 6.0'],
  strong: [
    /(parse|decode|read|load)[^\n]*types?\b[^\n]*\b(Unknown|unknown kind)\b|type id \d+: unknown kind/,
    /Unsupported BTF_KIND|BtfError[^\n]*(InvalidTypeKind|UnexpectedBtfType|UnsupportedKind)/,
    /(loading kernel BTF|error loading (vmlinux|kernel) BTF|failed to (load|parse|read) (kernel|vmlinux) BTF)[^\n]*(-22|-4001|-EINVAL|invalid argument)/,
    /(unknown|unsupported|invalid|unrecognized|unexpected|illegal) (BTF[ _])?(type )?kind[^\n]{0,20}(1[3-9]|ENUM64|FLOAT|DECL_?TAG|TYPE_?TAG)|(BTF_KIND_|kind )(ENUM64|DECL_TAG|TYPE_TAG|FLOAT)[^\n]*(not supported|unsupported|unknown|unhandled)/,
  ],
  likely: [
    /read header: (header (contains|length)|unsupported flags|unexpected version)/,
    /(unknown|unsupported|unrecognized|unhandled|invalid) (BTF|btf)[ _](type(?! [`'"]\w+[`'"])|kind)|btf[^\n]*(unknown|unsupported) kind/,
    /\b(BTF_KIND_)?ENUM64\b/,
  ],
  hint: [/failed to find valid kernel BTF|error loading (vmlinux|kernel) BTF/],
  confirms: {
    'the kernel was built with BTF': {fact: /config_debug_info_btf: y/},
    'a kernel of this distribution has BTF': (e) => shipsBtf(e) && !e.says(/BTF is missing at|no such file/i),
    '/sys/kernel/btf/vmlinux is there': {fact: /btf\/vmlinux: (exists|present|yes|available|\d+)/},
  },
  suggests: {
    'libbpf is older than 1.0': (e) => e.toolOlderThan('libbpf', '1.0'),
    'the kernel is 6.0 or newer (ENUM64)': (e) => e.atLeast('6.0'),
  },
} satisfies Cause;
