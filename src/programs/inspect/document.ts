import type {IsaFeature} from '../code/isa.ts';
import type {RelocationKind} from '../core/relocation.ts';
import type {Loader} from '../loader.ts';
import type {Extern} from '../object/externs.ts';
import type {NamedMap} from '../object/maps.ts';
import type {StructOps} from '../object/struct-ops.ts';

/** What compiled BPF programs require of a kernel, as their files say it. No kernel was looked at. */
export interface Inspection {
  readonly schema: 'ebpf.inspect/1';
  readonly objects: readonly InspectedObject[];
  /** Where it was asked for: BTF of each kernel that was named, with nothing but what the objects ask for. */
  readonly minimal?: readonly WrittenBtf[];
}

/** A file with minimal BTF, for loaders to take in place of a kernel's own (libbpf's `btf_custom_path`). */
export interface WrittenBtf {
  /** The file with all types of the kernel. */
  readonly btf: string;
  readonly file: string;
  readonly bytes: number;
  readonly types: number;
}

/** A BPF object: a file by itself, or a part of a program that carries it. */
export interface InspectedObject {
  readonly file: string;
  /** Where it begins in the file; 0 for an object by itself. */
  readonly offset: number;
  readonly bytes: number;
  /** Who gives it to the kernel: as asked for, else as the file that carries it tells, else libbpf. */
  readonly loader: Loader;
  /** What of the file tells who loads it. */
  readonly loaderBy?: string;
  readonly byteOrder: 'little' | 'big';
  /** Absent where it has none: the kernel takes it for one that is not compatible with the GPL. */
  readonly licence?: string;
  /** LINUX_VERSION_CODE that it was built for, which kernels before 5.0 want of kprobes. */
  readonly version?: number;
  /** Whether it describes its own types; without them there is no CO-RE, and little else can be told. */
  readonly btf: boolean;
  readonly programs: readonly InspectedProgram[];
  readonly maps: readonly NamedMap[];
  /** Sections of global data, each of which becomes a map: Linux 5.2. */
  readonly data: readonly InspectedData[];
  /** Functions, variables and options of the kernel that it refers to by name. */
  readonly externs: readonly Extern[];
  readonly structOps: readonly StructOps[];
  /** Why its loader refuses it on any kernel, as far as that is known. */
  readonly refusals: readonly ObjectRefusal[];
  /** Where kernels were named: what their types lack. */
  readonly kernels?: readonly TypesOnKernel[];
}

/** Something of an object that its loader does not take. */
export interface ObjectRefusal {
  /** Of the object: `section "tc/ingress"`. */
  readonly what: string;
  readonly why: string;
  /** False where it depends on the loader's version, or on how it is asked. */
  readonly certain: boolean;
}

/** Whether a kernel has the types that programs reach. Nothing else of the kernel is judged. */
export interface TypesOnKernel {
  /** The file with the kernel's types. */
  readonly btf: string;
  readonly programs: readonly ProgramTypes[];
}

/** Whether a kernel has the types that a program reaches. */
export interface ProgramTypes {
  readonly name: string;
  /**
   * `met`: all that is reached is there. `missing`: something is not, and the verifier comes to it. `conditional`: whether it does depends on
   * constants of the loader or options of the kernel. `unknown`: a type is not in the file, and may be in a module, or `why` says more. `refused`: a loader refuses the
   * whole object with this program in it.
   */
  readonly types: 'met' | 'missing' | 'conditional' | 'unknown' | 'refused';
  /** What is not there and may be reached. */
  readonly missing: readonly MissingAccess[];
  /** Why it is refused or unknown. */
  readonly why?: string;
}

/** Something that a kernel's types lack, where it may be reached. */
export interface MissingAccess {
  readonly subject: string;
  readonly kind: RelocationKind;
  readonly reach: 'dead' | 'reached' | 'conditional';
  /** Variables of the loader and options of the kernel that decide. */
  readonly on?: readonly string[];
  /** Whether it is reached with the constants that the object was built with. */
  readonly asBuilt?: 'dead' | 'reached';
  readonly source?: string;
}

/** A function that a loader gives to the kernel, with all that it calls within the object. */
export interface InspectedProgram {
  readonly name: string;
  readonly section: string;
  /** `enum bpf_prog_type` in lower case; absent where only the loader says what it is. */
  readonly programType?: string;
  /** `enum bpf_attach_type` in lower case, where the program type alone does not tell. */
  readonly attachType?: string;
  /** What it is attached to, as far as the section's name says. */
  readonly target?: string;
  readonly sleepable: boolean;
  /** XDP with packets of several buffers. */
  readonly frags: boolean;
  /** Loaded only where the loader asks for it: its section begins with `?`. */
  readonly optional: boolean;
  /** Of the program and what it calls. */
  readonly instructions: number;
  /** Bytes of stack that it is seen to use, along the deepest chain of calls. The verifier allows 512. */
  readonly stack: number;
  /** The version of the instruction set that it needs: `-mcpu=v1` to `v4` of its compiler, or an older one. */
  readonly isaLevel: 1 | 2 | 3 | 4;
  /** What it needs beyond the first version of the instruction set. */
  readonly isa: readonly IsaFeature[];
  readonly subprograms: readonly string[];
  readonly helpers: readonly string[];
  readonly kfuncs: readonly string[];
  readonly maps: readonly string[];
  /** Sections of global data that it refers to. */
  readonly data: readonly string[];
  readonly externs: readonly string[];
  /**
   * Which arguments of what it is attached to it is seen to read, from 1; behind the last of a function comes what it returns. Absent where the
   * program's context is no list of arguments.
   */
  readonly arguments?: readonly number[];
  /** What it asks of the kernel's types, by CO-RE. */
  readonly accesses: readonly Access[];
}

/** Something of the kernel's types that instructions depend on. */
export interface Access {
  /** As C writes it: `task_struct.__state`, `enum bpf_func_id::BPF_FUNC_loop`. */
  readonly subject: string;
  /** `enum bpf_core_relo_kind`, as libbpf names it. */
  readonly kind: RelocationKind;
  /** How many instructions. */
  readonly count: number;
  /** `file:line` of the first of them, where the compiler noted it. */
  readonly source?: string;
}

export interface InspectedData {
  readonly section: string;
  readonly bytes: number;
  /** Set by the loader before it loads, and constant then. */
  readonly constant: boolean;
}
