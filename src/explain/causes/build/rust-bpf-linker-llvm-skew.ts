import type {Cause} from '../../in-causes.ts';

export const rustBpfLinkerLlvmSkew = {
  title: 'bpf-linker and rustc use different LLVM versions',
  why: 'bpf-linker reads the bitcode that rustc writes; with another LLVM than that of the toolchain it cannot load the library or the bitcode.',
  remedy:
    'Install a bpf-linker that was released for this toolchain (`cargo binstall bpf-linker --force`, or build it with the LLVM feature of the system), or pin the nightly that it was built for in rust-toolchain.toml.',
  decide: 'rustc -vV | grep LLVM; bpf-linker --llvm-args=--version -o /dev/null /dev/null',
  sources: ['aya-rs/bpf-linker README', 'rustc -vV'],
  certain: [
    /unable to (open|find|load) LLVM shared lib|libLLVM-\d+-rust[^\n]*(dlopen|not found|failed|No such)/,
    /linker [`'"]?bpf-linker[`'"]? (not found|failed)|linking with [`'"]?bpf-linker|bpf-linker[^\n]*(fail|error|panick|unable|cannot|invalid|not found|segfault|SIG|incompatible|mismatch)/,
  ],
  doubts: {'LLVM crashed': /^\d+\.\s+Running pass '/im},
  suggests: {
    'bpf-linker is involved': (e) =>
      e.says(/bpf-linker|bpfel-unknown-none/i) || /bpf-linker/.test(e.command) || 'bpf-linker' in e.tools,
  },
} satisfies Cause;
