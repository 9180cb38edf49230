/** A version from which something holds, and who says so. A hint: distributions backport, and a probe outranks it. */
export interface Threshold {
  readonly version: string;
  readonly source: string;
}

/** Every version that a check compares with. */
export const thresholds = {
  /** The bpf() system call. */
  bpfSyscall: {version: '3.18', source: 'https://git.kernel.org/torvalds/c/99c55f7d47c0'},
  /** BTF of the kernel in /sys/kernel/btf: 5.4, not yet in 5.3. */
  btfSysfs: {version: '5.4', source: 'https://github.com/iovisor/bcc/issues/2872'},
  /** The ring buffer map, which our hello uses. */
  ringbuf: {version: '5.8', source: 'https://git.kernel.org/torvalds/c/457f44363a88'},
  /** CAP_BPF and CAP_PERFMON; before, BPF needs CAP_SYS_ADMIN. */
  capBpf: {version: '5.8', source: 'https://git.kernel.org/torvalds/c/2c78ee898d8f'},
  /** Memory of BPF objects is charged to the memory cgroup, no longer to RLIMIT_MEMLOCK. */
  memcgAccounting: {version: '5.11', source: 'https://lore.kernel.org/bpf/20201201215900.3569844-1-guro@fb.com/'},
  /** BTF of modules. */
  btfModules: {version: '5.11', source: 'https://git.kernel.org/torvalds/c/5f9ae91f7c0d'},
  /** The kernel of WSL2 that has BTF. */
  wslBtf: {version: '5.15.74', source: 'https://github.com/microsoft/WSL/issues/9270'},
  /** Version 3 of the instruction set: 32-bit jumps. */
  isaV3: {version: '5.1', source: 'https://git.kernel.org/torvalds/c/092ed0968bb6'},
  /** LLVM that emits version 3 unless told otherwise. */
  isaV3Default: {version: '20', source: 'https://github.com/llvm/llvm-project/commit/7852ebc088b9'},
  /** ENUM64 in BTF. */
  enum64: {version: '6.0', source: 'https://git.kernel.org/torvalds/c/6089fb325cf7'},
  /** clang that can compile CO-RE programs. */
  clang: {version: '10', source: 'https://github.com/libbpf/libbpf#bpf-co-re-compile-once--run-everywhere'},
  /** pahole that can make BTF for a kernel. */
  pahole: {version: '1.16', source: 'https://git.kernel.org/torvalds/c/333b11e541fe'},
  /** pahole that writes ENUM64, which kernels before 6.0 and libbpf before 1.0 refuse. */
  paholeEnum64: {version: '1.24', source: 'https://github.com/NixOS/nixpkgs/issues/194551'},
  /** libbpf that finds tracefs at /sys/kernel/tracing; before, only /sys/kernel/debug/tracing. */
  libbpfTracefs: {version: '1.0', source: 'https://github.com/libbpf/libbpf/commit/1fe0248c'},
  /** libbpf that reads ENUM64 in the kernel's BTF: "Unsupported BTF_KIND:19" before. */
  libbpfEnum64: {version: '1.0', source: 'https://github.com/libbpf/libbpf/issues/695'},
  /** Go with strings.Cut and -buildvcs, which our loader and its Makefile use. */
  go: {version: '1.18', source: 'https://go.dev/doc/go1.18'},
  /** github.com/cilium/ebpf that our loader compiles with: that of Debian 12. */
  ciliumEbpf: {version: '0.9', source: 'https://packages.debian.org/bookworm/golang-github-cilium-ebpf-dev'},
  /** github.com/cilium/ebpf that reads ENUM64 in the kernel's BTF: "unknown kind: Unknown (19)" before. */
  ciliumEbpfEnum64: {version: '0.10', source: 'https://github.com/cilium/ebpf/pull/820'},
  /** Rust that compiles libbpf-rs 0.25. */
  rust: {version: '1.78', source: 'https://github.com/libbpf/libbpf-rs/blob/master/libbpf-cargo/CHANGELOG.md'},
  /** libbpf-rs and libbpf-cargo that our loader compiles with: those of Debian 13. */
  libbpfRs: {version: '0.25', source: 'https://packages.debian.org/trixie/librust-libbpf-rs-dev'},
  /** aya with a ring buffer and `Ebpf`, which our loader uses: that of Debian 13. */
  aya: {version: '0.13', source: 'https://packages.debian.org/trixie/librust-aya-dev'},
  /** libbpf with bpf_object__open_skeleton and ring_buffer__new, which our hello uses. */
  libbpf: {version: '0.3', source: 'https://packages.debian.org/bullseye/libbpf-dev'},
} as const satisfies Record<string, Threshold>;
