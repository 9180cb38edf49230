import type {Facts} from '../../facts/facts.ts';
import type {KernelTypes} from '../core/kernel-types.ts';

/** A kernel, as far as it is known: what is left out was not read, which never means that the kernel lacks it. */
export interface Kernel {
  readonly name: string;
  /** Its types, with those of the modules at hand. */
  readonly types?: KernelTypes;
  /** The types of all modules that are loaded are among them. */
  readonly allModules?: boolean;
  /** What was probed of the host that runs it. */
  readonly facts?: Facts;
  /** Names in /proc/kallsyms. */
  readonly symbols?: ReadonlySet<string>;
  /** Tracepoints in tracefs: `sched/sched_switch`. */
  readonly tracepoints?: ReadonlySet<string>;
}
