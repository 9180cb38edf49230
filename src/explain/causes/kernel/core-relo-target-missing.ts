import type {Cause} from '../../in-causes.ts';

export const coreReloTargetMissing = {
  title: 'A field or type that the program needs is not in this kernel',
  why: 'CO-RE found no match in the kernel BTF and poisoned the instruction (it becomes a call to the non-existing helper 195896080, 0xbad2310); the verifier stumbles over it. The field was renamed, moved or removed, or never existed here.',
  remedy:
    'Use a newer version of the tool. In your own program guard the access with bpf_core_field_exists() or bpf_core_type_exists(), and name old layouts in a ___suffix flavour of the struct.',
  decide: "bpftool btf dump file /sys/kernel/btf/vmlinux format c | grep -A30 'struct NAME {'",
  sources: ['libbpf relo_core.c: bpf_core_poison_insn', 'libbpf.c: fixup_verifier_log', 'cilium/ebpf btf/core.go'],
  certain: [
    /unknown#195896080|195896080/,
    /failed to resolve CO-RE reloc|CO-RE relocat\w[^\n]*(fail|no (matching|valid)|not found|poison|unsupported|error)/,
  ],
  strong: [
    // aya-obj: a variable of the kernel that a program declares.
    /kernel variable '[^']+' (has incompatible type|not found)|strong extern `[^`]+` not resolvable/,
    /type 'struct (?!_tracepoint)\w+' does not contain\s+a field named/,
    /no matching targets found|no matching (candidate|target|type)s?|substituting insn #?\d+ w\/ invalid insn/,
  ],
  likely: [
    [
      /failed to (perform CO-RE reloc|relocate:)|target candidate search failed/,
      (e) => e.says(/failed to parse target BTF/i),
    ],
  ],
} satisfies Cause;
