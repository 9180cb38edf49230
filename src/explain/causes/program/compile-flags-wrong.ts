import {type Cause, librariesBeforeObjects, recentLibbpfApi} from '../../in-causes.ts';

export const compileFlagsWrong = {
  title: 'The compile or link command does not make a usable BPF object',
  why: 'Without -target bpf clang makes an object for the host; without -g there is no BTF; without -O2 calls are not inlined (unknown opcode 8d); gcc of the host, strip and ld cannot handle BPF at all; user space needs -lbpf -lelf -lz at the end of the line.',
  remedy:
    'Compile the BPF side with `clang -g -O2 -target bpf -c FILE.bpf.c -o FILE.bpf.o`, never strip it but with llvm-strip -g, and link the loader with `-lbpf -lelf -lz` after its objects.',
  decide: 'file FILE.bpf.o; llvm-objdump -h FILE.bpf.o | grep BTF',
  sources: ['libbpf.c: bpf_object__elf_init', 'Documentation/bpf/bpf_devel_QA.rst'],
  certain: [
    [
      /undefined reference to ['`"]?(elf_|gelf_|bpf_(object|program|map|link)__|libbpf_|xdp_|xsk_|deflate|inflate|gz)/,
      (e) => !librariesBeforeObjects(e),
    ],
    /(gcc|cc1?|g\+\+|cc1)(: error|: fatal error)?:[^\n]*(unrecognized|unknown|bad value|invalid)[^\n]*(-target|bpf|-mcpu)/,
    /(strip|objcopy|ld|ar|objdump|nm): [^\n]*(Unable to recogni[sz]e the format|file format not recogni[sz]ed|file in wrong format|incompatible|generic ELF \(EM: 247\)|unknown architecture)|relocations in generic ELF|EM: 247/,
  ],
  strong: [
    /Cannot select: intrinsic %llvm\.(preserve|bpf)/,
    /Error: (no such instruction|junk at end of line|bad register name|invalid char)[^\n]*\br\d\b/,
    /missing package, you should either set the go-package flag|failed to find '\.BTF' ELF section in \S+\.o\b/,
    /unknown opcode 8d/,
    [
      /undefined reference to ['`"]?(bpf_object__\w+|bpf_program__\w+|bpf_map__\w+|bpf_link__\w+|libbpf_\w+|bpf_map_\w+_elem)/,
      ({text}) => undefinedIn(text).every((name) => recentLibbpfApi.test(name)),
    ],
    // Kernel headers hold assembler of the machine, for which clang -target bpf has no registers.
    /arch\/\w+\/include\/[^\n]*: error: (invalid (output|input) constraint|unknown register name)[^\n]* in asm/,
  ],
  likely: [
    /(invalid instruction|unknown register|invalid register|unknown mnemonic|bad (register|instruction))[^\n]*(r\d|bpf|asm)|(-O0|without (-O2|optimi[sz]ation|-g|-target bpf))|(compile|build)[^\n]{0,30}with (-O2|-g|-target bpf)|not (an?|a valid) (e?BPF|bpf) (elf|object|program|file|machine)/,
  ],
  hint: [{ran: /clang(?!.*\s-g\b).*-target bpf/}],
  confirms: {
    'the command compiles for BPF without -g, and BTF is missing': (e) =>
      /clang(?!.*\s-g\b).*-target bpf/.test(e.command) && e.says(/BTF is required/i),
  },
  excludes: {
    'a header or tool is missing, not a flag': (e) =>
      e.says(/file not found|No such file or directory|No available targets/i) &&
      !e.says(/undefined reference|valid eBPF object|BTF is required/i),
  },
} satisfies Cause;

const undefinedIn = (text: string): string[] =>
  [...text.matchAll(/undefined reference to ['`"]?(\w+)/gi)].map(([, name = '']) => name);
