import type {Cause} from '../../in-causes.ts';

export const toolBuiltWithoutFeature = {
  title: 'The installed program was built without the feature',
  why: 'The tool is there and the kernel is fine, but whoever built the package left the feature out (libelf in iproute2, BTF in bpftrace, the disassembler in bpftool), or stripped symbols that it needs.',
  remedy:
    'Install a build that has the feature: the package of a newer release, upstream static binaries or container images, or build it with the library present (`bpftrace --info`, `bpftool version`, `ip -V` list what is in).',
  decide: 'bpftool version; bpftrace --info | head -30; ip -V',
  sources: ['iproute2 lib/bpf_legacy.c', 'bpftool common.c', 'bpftrace INSTALL.md: stripped builds'],
  certain: [
    /(is not available|is being ignored) because [^\n]*(NO_\w+=|BUILD_\w+=|built without)/,
    /No (ELF|libbpf|BPF|libelf)( library)? support compiled in/,
    /libdw not available/,
  ],
  strong: [
    /Could not resolve symbol: \S+:(BEGIN|END)_trigger/,
    /^\s*(libbpf|bcc bpf_attach_kfunc|libbpf btf dump|bfd|libdw|lldb|libpcap|btf|uprobe multi\w*|usdt\w*)( \([^)]*\))?: no\s*$/,
    /(built|compiled|linked|configured|packaged|installed)( in)? without[^\n]{0,50}(support|lib|BTF|bpf|--|feature|USDT|symbols|flag|blazesym|LLVM|python|CONFIG_(?!))/,
    // iproute2 that knows no XDP, and `systemctl --version` of a systemd without BPF.
    /What is "xdp\w*"\?|or "xdp\w*" is a garbage/,
  ],
  likely: [
    // An option that belongs to an extension which was not built, or to a patched iptables.
    /ip6?tables[^\n]*: unknown option "/,
    /is not compiled in\b/,
  ],
  suggests: {
    'the kernel has BTF, the tool does not read it': (e) =>
      e.fact(/btf\/vmlinux[^\n]*(exists|bytes|present)/) && e.says(/struct|btf/i),
  },
} satisfies Cause;
