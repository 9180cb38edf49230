import type {AttachFacts} from './attach.ts';
import type {CompileFacts} from './compile.ts';
import type {Fact} from './fact.ts';

/** Everything known about a host at one moment, as plain JSON (`ebpf.facts/1`). Made by {@link parseProbe}. */
export interface Facts {
  readonly schema: 'ebpf.facts/1';
  /** What the user called the host: `localhost`, an SSH destination, or the name of a saved file. */
  readonly host: string;
  /** Set when the probe's output broke off: the facts after the break are unreadable, never absent. */
  readonly incomplete?: string;
  /** Seconds since 1970 by the host's clock. */
  readonly time: Fact<number>;
  readonly os: Fact<OsRelease>;
  readonly kernel: KernelFacts;
  readonly btf: BtfFacts;
  readonly privileges: PrivilegeFacts;
  /** Values of `/proc/sys` by their dotted name, such as `kernel.unprivileged_bpf_disabled`. */
  readonly sysctl: Readonly<Record<string, Fact<string>>>;
  readonly mounts: Fact<readonly Mount[]>;
  readonly security: SecurityFacts;
  readonly tracing: TracingFacts;
  readonly environment: EnvironmentFacts;
  readonly tools: Readonly<Record<ToolName, Fact<Tool>>>;
  readonly development: DevelopmentFacts;
  readonly headers: HeaderFacts;
  readonly packages: PackageFacts;
  readonly disk: Fact<readonly Disk[]>;
  /** What root sees, where sudo makes the user root without a password: it takes the place of what the user sees. */
  readonly root?: RootFacts;
  /** What was probed by loading and attaching, where that was asked for. */
  readonly attach?: Fact<AttachFacts>;
  /** The result of compiling and linking a small program, where that was asked for. */
  readonly compile?: Fact<CompileFacts>;
}

/** The facts that depend on who looks. Tools, and what they build with, stay the user's. */
export type RootFacts = Pick<
  Facts,
  'kernel' | 'btf' | 'privileges' | 'sysctl' | 'mounts' | 'security' | 'tracing' | 'headers' | 'packages' | 'attach'
>;

/** Fields of os-release(5), unquoted. */
export interface OsRelease {
  /** `debian`, `ubuntu`, ... ; `linux` when the file has no ID, as os-release(5) says. */
  readonly id: string;
  readonly idLike: readonly string[];
  readonly versionId?: string;
  readonly codename?: string;
  /** Of the Ubuntu that a child of it was made from: `jammy`. */
  readonly ubuntuCodename?: string;
  /** `silverblue`, `coreos`, `steamdeck`, ... */
  readonly variantId?: string;
  readonly prettyName: string;
}

/** The kernel that runs, and those that are installed. */
export interface KernelFacts {
  /** `uname -r`. */
  readonly release: Fact<string>;
  /** `uname -m`. */
  readonly arch: Fact<string>;
  /** `/proc/version`. */
  readonly version: Fact<string>;
  readonly cmdline: Fact<string>;
  readonly bootId: Fact<string>;
  readonly config: Fact<KernelConfig>;
  /** /sys/kernel/sched_ext/state. */
  readonly schedExt: Fact<string>;
  /** Releases with an image in /boot or modules in /lib/modules. */
  readonly installed: Fact<readonly string[]>;
  /** Whether an earlier setup has made another kernel ready to be booted once. */
  readonly onTrial?: Fact<boolean>;
  /** What GRUB is told to boot by default: `0`, the name of an entry; empty for the first. */
  readonly grubDefault?: Fact<string>;
}

/** The kernel's build configuration, as far as it concerns BPF. */
export interface KernelConfig {
  /** The file it was read from. */
  readonly path: string;
  /** Options that are set, without `CONFIG_`; string values unquoted. What is missing here is not set. */
  readonly options: Readonly<Record<string, string>>;
}

/** The kernel's types, to which CO-RE programs are relocated. */
export interface BtfFacts {
  /** `/sys/kernel/btf/vmlinux`. */
  readonly vmlinux: Fact<BtfFile>;
  /** How many modules have BTF in `/sys/kernel/btf`. */
  readonly modules: Fact<number>;
  /**
   * SHA-256 of `/sys/kernel/btf/vmlinux`, where its content was fetched: it is kept under this name.
   * @pattern ^[0-9a-f]{64}$
   */
  readonly content?: Fact<string>;
  /**
   * SHA-256 of the BTF of all modules in `/sys/kernel/btf`, where it was fetched: it is kept under this name.
   * @pattern ^[0-9a-f]{64}$
   */
  readonly moduleContent?: Fact<string>;
}

/** A raw BTF file by its header (struct btf_header in include/uapi/linux/btf.h). */
export interface BtfFile {
  /** Bytes, by the header. */
  readonly size: number;
  /** False when the header's magic is not 0xeb9f in either byte order. */
  readonly validMagic: boolean;
  /** Bytes of types; 0 means that it describes nothing. */
  readonly typeBytes: number;
  /** Bytes of strings. */
  readonly stringBytes: number;
}

/** What the process that looked may do. */
export interface PrivilegeFacts {
  readonly uid: Fact<number>;
  /** Bit masks as hexadecimal text, from /proc/self/status; see capability(7). */
  readonly capEffective: Fact<string>;
  readonly capBounding: Fact<string>;
  readonly noNewPrivileges: Fact<boolean>;
  /** 0 none, 1 strict, 2 filter. */
  readonly seccomp: Fact<number>;
  /** Whether the process is in the initial user namespace, by its uid_map. */
  readonly initialUserNamespace: Fact<boolean>;
  /** `ulimit -l`: KiB, or `unlimited`. */
  readonly memlock: Fact<string>;
  /** Programs that give root: sudo, doas. */
  readonly elevation: Fact<readonly string[]>;
  /** Whether sudo would make this user root: at once, for a password, or not at all. Root is not asked. */
  readonly sudo?: Fact<'free' | 'password' | 'refused'>;
}

/** A line of /proc/self/mounts. */
export interface Mount {
  readonly type: string;
  readonly path: string;
  readonly options: readonly string[];
}

/** What may forbid BPF whoever asks. */
export interface SecurityFacts {
  readonly lockdown: Fact<'none' | 'integrity' | 'confidentiality'>;
  /** The kernel's log lines on lockdown, read where securityfs can't tell. */
  readonly lockdownLog: Fact<string>;
  readonly lsm: Fact<readonly string[]>;
  /** Absent: not booted through UEFI, or no such variable. */
  readonly secureBoot: Fact<boolean>;
}

/** Where programs can be attached to trace. */
export interface TracingFacts {
  /** The tracefs directory with an `events` tree, as libbpf would find it. */
  readonly directory: Fact<string>;
  /** Whether syscalls/sys_enter_execve has an id there. */
  readonly syscallTracepoints: Fact<boolean>;
  /** Names under /sys/bus/event_source/devices: `kprobe` and `uprobe` there mean that they can be attached. */
  readonly pmus: Fact<readonly string[]>;
}

/** What kind of host it is: a machine, a container, WSL2. */
export interface EnvironmentFacts {
  /** Paths whose existence tells something: /.dockerenv, /run/systemd/system, ... */
  readonly signs: Fact<readonly string[]>;
  readonly vendor: Fact<string>;
  readonly product: Fact<string>;
}

/** Programs that the probe looks for. */
export const toolNames = [
  'clang',
  'clang-newest',
  'llc',
  'llvm-strip',
  'llvm-objcopy',
  'bpftool',
  'bpftool-linux-tools',
  'pahole',
  'gcc',
  'cc',
  'make',
  'git',
  'pkg-config',
  'bpftrace',
  'python3',
  'flex',
  'bison',
  'bc',
  'rsync',
  'xz',
  'go',
  'rustc',
  'cargo',
  'bpf-linker',
  'ip',
] as const;

/** A program that the probe looks for. */
export type ToolName = (typeof toolNames)[number];

/** A program that is there, and what it said. */
export interface Tool {
  readonly path: string;
  /** Of its version command; 124 when it ran into the probe's time limit. */
  readonly exitCode: number;
  /** The first 800 bytes that it printed. */
  readonly output: string;
  /** The first dotted number in the output, such as `14.0.6`. */
  readonly version?: string;
}

/** What programs are compiled and linked with. */
export interface DevelopmentFacts {
  /** Header files that exist, of those that the probe looks for. */
  readonly includes: Fact<readonly string[]>;
  /** pkg-config files of libbpf, libelf and zlib, in search order. */
  readonly libraries: Fact<readonly Library[]>;
  /** Files of libbpf itself: `libbpf.so.1.1.2`. */
  readonly libbpfFiles: Fact<readonly string[]>;
  /** Libraries that a prebuilt loader needs: `/usr/lib/x86_64-linux-gnu/libelf.so.1`. */
  readonly runtime?: Fact<readonly string[]>;
  /** BCC's module where the system's own python3 finds it. */
  readonly bcc?: Fact<readonly string[]>;
  /** What there is of github.com/cilium/ebpf: parts of Debian's package, and copies in Go's module cache. */
  readonly cilium?: Fact<readonly string[]>;
  /** Crates of the distribution: `/usr/share/cargo/registry/libbpf-rs-0.25.0-beta.1`. */
  readonly crates?: Fact<readonly string[]>;
}

/** A pkg-config file of a library. */
export interface Library {
  readonly name: 'libbpf' | 'libelf' | 'zlib';
  readonly version: string;
  readonly path: string;
}

/** Headers and source of kernels, which BCC and modules are compiled with. */
export interface HeaderFacts {
  /** Where /lib/modules/RELEASE/build leads; `dangling` when nothing is there. */
  readonly build: Fact<Link>;
  /** The common half of Debian's headers; elsewhere the same as `build`, or absent. */
  readonly source: Fact<Link>;
  /** What setup linked in for `build` and `source`: the name of the directory in /usr/src. */
  readonly linked?: Fact<Link>;
  /** The release that the headers at `build` are of. */
  readonly release?: Fact<string>;
  /** `build` and `source`: those of the two that hold include/linux. Without any the headers are half. */
  readonly whole?: Fact<readonly string[]>;
  /** Directories /usr/src/linux-headers-*. */
  readonly installed: Fact<readonly string[]>;
  /** Trees and archives of the kernel's source: /usr/src/linux-source-6.1.tar.xz. */
  readonly sources?: Fact<readonly string[]>;
  /** Whether /sys/kernel/kheaders.tar.xz exists, or the module that brings it. */
  readonly kheaders: Fact<boolean>;
}

/** A symbolic link. */
export interface Link {
  readonly target: string;
  readonly dangling: boolean;
}

/** The state of apt and dpkg. */
export interface PackageFacts {
  /** Paths of what installs packages: /usr/bin/apt-get, ..., and of what changes a root that is an image: rpm-ostree, bootc. */
  readonly managers: Fact<readonly string[]>;
  /** Lists of what can be installed, of managers that do not fetch them by themselves: /var/lib/pacman/sync/core.db. */
  readonly indexes?: Fact<readonly string[]>;
  /** Packages that are not fully installed, with their state: `libc6: half-configured`. */
  readonly unfinished: Fact<readonly string[]>;
  /** Left-over files in /var/lib/dpkg/updates: dpkg was interrupted. */
  readonly interrupted: Fact<boolean>;
  readonly locks: Fact<readonly PackageLock[]>;
  /** Seconds since 1970 of the last `apt-get update`; absent when apt has no lists at all. */
  readonly listsUpdated: Fact<number>;
}

/** A lock of apt or dpkg, and the process that holds it. */
export interface PackageLock {
  readonly path: string;
  readonly pid: number;
  readonly command: string;
}

/** The room on a file system. */
export interface Disk {
  /** The path that was asked about. */
  readonly mount: string;
  readonly device: string;
  /** KiB that a user may still write. */
  readonly available: number;
}
