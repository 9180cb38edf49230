import type {Facts} from '../../facts/facts.ts';
import type {KernelTypes} from '../core/kernel-types.ts';

/** A kernel, as far as it is known: what is left out was not read, which never means that the kernel lacks it. */
export interface Kernel {
  readonly name: string;
  /** Its types, with those of the modules at hand. */
  readonly types?: KernelTypes;
  /** The types of all modules that are loaded are among them. */
  readonly allModules?: boolean;
  /** Whoever loads looks for types and functions in vmlinux alone: aya (aya/src/bpf.rs, TargetBtf; aya-obj/src/extern_types.rs). */
  readonly vmlinuxAlone?: boolean;
  /** Whoever loads looks for functions by the name up to the last `___`, and takes a weak one with other arguments for one that is not there: libbpf. */
  readonly flavors?: boolean;
  /** What was probed of the host that runs it. */
  readonly facts?: Facts;
  /** What /proc/kallsyms has of the names that objects ask for, and of their clones: `finish_task_switch.isra.0`. */
  readonly symbols?: ReadonlyMap<string, KernelSymbol>;
  /** Functions among them that kprobes may not be in. */
  readonly noKprobes?: ReadonlySet<string>;
  /** Tracepoints in tracefs: `sched/sched_switch`. */
  readonly tracepoints?: ReadonlySet<string>;
}

/** What a name stands for in /proc/kallsyms. */
export interface KernelSymbol {
  /** So many functions of the kernel itself have the name. */
  readonly functions: number;
  /** So many of modules have it. */
  readonly inModules: number;
}
