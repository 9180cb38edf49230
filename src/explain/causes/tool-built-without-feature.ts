import {advise} from '../../remedies/remedy.ts';
import {type Cause, clue, knows, says} from '../cause.ts';
import {fact, text} from '../evidence/evidence.ts';

export const toolBuiltWithoutFeature = {
  label: 'tool-built-without-feature',
  title: 'The installed program was built without the feature',
  why: 'The tool is there and the kernel is fine, but whoever built the package left the feature out (libelf in iproute2, BTF in bpftrace, the disassembler in bpftool), or stripped symbols that it needs.',
  remedy: advise(
    'Install a build that has the feature: the package of a newer release, upstream static binaries or container images, or build it with the library present (`bpftrace --info`, `bpftool version`, `ip -V` list what is in).',
  ),
  decide: 'bpftool version; bpftrace --info | head -30; ip -V',
  sources: [
    'iproute2 lib/bpf_legacy.c: "No ELF library support compiled in."',
    'tools/bpf/bpftool/common.c: "No JIT disassembly support"',
    'bpftrace INSTALL.md: stripped builds lose BEGIN_trigger',
  ],
  signatures: [
    // An option that belongs to an extension which was not built, or to a patched iptables.
    says(3.6, /ip6?tables[^\n]*: unknown option "/),
    knows(3.2, /\bstripped\b/),
    says(3.8, /is not compiled in\b/, /kernel/i),
    says(
      6.5,
      /(is not available|is being ignored) because [^\n]*(NO_\w+=|BUILD_\w+=|built without)|BPF support is not compiled/,
    ),
    says(6, /prog profile command is not supported|is not supported\. Please build bpftool with/),
    says(
      3.8,
      /'[\w-]+' is not a perf-command|\b(re)?build (bpftrace|bpftool|perf|it|iproute2) with (lib\w+|--\w|[A-Z_]+=)/,
    ),
    says(4.2, /not supported in bootstrap mode|No libbfd support|failed to create disassembler/),
    knows(4, /\b(libbpf|btf|bfd|libelf|bcc|uprobe\w*|kfunc)[\w ]*: no\b/),
    says(2.2, /Unknown struct\/union: 'struct /),
    says(6.5, /No (ELF|libbpf|BPF|libelf)( library)? support compiled in|libelf support not compiled/),
    says(5, /libdw not available|\blib\w+ (is )?not available[^\n]*(built|compiled)/),
    // The loader that iproute2 has of its own, where it was built without libbpf: lib/bpf_legacy.c.
    says(3.4, /ELF contains non-\{map,call\} related relo data|subsection table is missing/),
    says(5, /No JIT disassembly support|bpftool[^\n]*built without|No (skeleton|disassembl\w+) support/),
    says(4.5, /Could not resolve symbol: \S+:(BEGIN|END)_trigger/),
    says(
      4,
      /^\s*(libbpf|bcc bpf_attach_kfunc|libbpf btf dump|bfd|libdw|lldb|libpcap|btf|uprobe multi\w*|usdt\w*)( \([^)]*\))?: no\s*$/,
    ),
    says(
      4,
      /(built|compiled|linked|configured|packaged|installed)( in)? without[^\n]{0,50}(support|lib|BTF|bpf|--|feature|USDT|symbols|flag|blazesym|LLVM|python|CONFIG_(?!))|without[^\n]{0,25} support (compiled|built)/,
      /kernel[^\n]{0,40}(built|compiled|configured) without|without CONFIG_|clang[^\n]*without/i,
    ),
    says(
      4,
      /not (compiled|built)( in)? with[^\n]{0,40}(support|lib|bpf|BTF|USDT)|support (is |was )?(not|n't) (compiled|built|enabled)( in)?|(compile|build|rebuild) (it )?with[^\n]*(support|HAVE_\w+|enabled)|(does not|doesn't) (have|include|support) (BPF|libbpf|BTF|eBPF|xdp|USDT) support/,
      /kernel/i,
    ),
    says(
      3,
      /unknown feature|feature[^\n]*(not enabled|disabled at (build|compile))|(stripped|missing) symbols?[^\n]*(bpftrace|binary)|recompile/,
    ),
    says(2.5, /\b(ip|tc|iproute2)\b[^\n]*(unknown|not support)[^\n]*(xdp|bpf)|Unknown (filter|action) "bpf"/),
    // iproute2 that knows no XDP, and `systemctl --version` of a systemd without BPF.
    says(4, /What is "xdp\w*"\?|or "xdp\w*" is a garbage|\s-BPF_FRAMEWORK\b/),
  ],
  clues: [
    clue(-2.5, 'the kernel gives no BTF', (e) => text(e, /not available for your kernel/i)),

    clue(
      1.5,
      'the kernel has BTF, the tool does not read it',
      (e) => fact(e, /btf\/vmlinux[^\n]*(exists|bytes|present)/) && text(e, /struct|btf/i),
    ),
  ],
} satisfies Cause;
