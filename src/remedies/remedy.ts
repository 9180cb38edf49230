import type {Elevation} from './elevation.ts';

/**
 * What fixes a finding, as data. The commands are safe to run as they stand; what needs judgement stays in the text.
 * `needs` names capabilities (`clang`, `libbpf headers`) that remedies/ turns into the host's own packages.
 */
export interface Remedy {
  readonly text: string;
  readonly commands: readonly Command[];
  readonly needs?: readonly Need[];
  readonly needsRoot: boolean;
  readonly needsReboot: boolean;
  /** Set when only another kernel fixes it: setup then looks for one. */
  readonly fixedBy?: 'kernel';
  /** What runs the commands as root for the user of that host; absent for root, and where there is nothing of the kind. */
  readonly elevation?: Elevation;
}

/** An argument list. */
export type Command = readonly string[];

/** Something that a package provides. */
export type Need =
  | 'clang'
  | 'llvm'
  | 'bpftool'
  | 'libbpf'
  | 'libelf'
  | 'zlib'
  | 'libc-headers'
  | 'uapi-headers'
  | 'compiler'
  | 'make'
  | 'git'
  | 'pkg-config'
  | 'pahole'
  | 'kernel-headers'
  | 'bpftrace'
  | 'bcc'
  | 'gcc'
  | 'openssl'
  | 'libelf-runtime'
  | 'kernel-source'
  | 'flex'
  | 'bison'
  | 'bc'
  | 'rsync'
  | 'ip'
  | 'xz'
  | 'python3'
  | 'go'
  | 'cilium-ebpf'
  | 'rust'
  | 'libbpf-rs'
  | 'aya';

/** A remedy that a person carries out: no command is safe to run unseen. */
export const advise = (text: string, {needsReboot = false} = {}): Remedy => ({
  text,
  commands: [],
  needsRoot: false,
  needsReboot,
});

/** A remedy that is another kernel. */
export const bootAnother = (text: string): Remedy => ({...advise(text, {needsReboot: true}), fixedBy: 'kernel'});

/** A remedy that is a command to run as root. */
export const asRoot = (text: string, ...commands: readonly Command[]): Remedy => ({
  text,
  commands,
  needsRoot: true,
  needsReboot: false,
});

/** What a person calls a need whose own name says too little. */
const names: Partial<Record<Need, string>> = {
  libbpf: "libbpf's headers and library",
  libelf: "libelf's headers",
  zlib: "zlib's headers",
  'libc-headers': "the C library's headers",
  'uapi-headers': "the kernel's headers for programs",
  compiler: 'a C compiler',
  'kernel-headers': 'the headers of the running kernel',
  'kernel-source': "the kernel's source",
  bcc: 'BCC for Python',
  openssl: "OpenSSL's headers",
  'libelf-runtime': 'libelf and zlib',
  ip: 'ip (iproute2)',
  go: 'Go',
  'cilium-ebpf': 'github.com/cilium/ebpf',
  rust: 'Rust (rustc and cargo)',
  'libbpf-rs': 'the crates libbpf-rs and libbpf-cargo',
  aya: 'the crate aya',
};

/** A need as a person calls it. */
export const labelOf = (need: Need): string => names[need] ?? need;

/** A remedy that is a package, whatever this host calls it. */
export const install = (...needs: readonly Need[]): Remedy => ({
  text: `Install ${needs.map(labelOf).join(', ')}.`,
  commands: [],
  needs,
  needsRoot: true,
  needsReboot: false,
});
