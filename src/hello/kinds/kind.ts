/** What a program is attached to: the names that `ebpf new --kind` takes. */
export type KindName =
  | 'tracepoint'
  | 'kprobe'
  | 'fentry'
  | 'uprobe'
  | 'counter'
  | 'xdp'
  | 'tc'
  | 'cgroup'
  | 'lsm'
  | 'iter'
  | 'sched-ext';

/** One kind of programs: what a project of it watches, and how it is verified by causing just that. */
export interface Kind {
  readonly name: KindName;
  /** What the program of the template does, as a sentence without its subject. */
  readonly does: string;
  /** The row of `facts/features.ts` that it stands on. */
  readonly feature: string;
  /** What it says that it traces: `Tracing WHAT... press Ctrl-C to stop.` */
  readonly traced?: string;
  /** What its lines tell beside the PID and the name of a process, as their heading has it. */
  readonly columns?: string;
  /** C: what is 0 where the command line is wrong, which it has said then: before anything is loaded. */
  readonly valid?: string;
  /** C: how it attaches, where that is not what the skeleton does by itself, and what has to be undone at the end. */
  readonly attach?: string;
  readonly detach?: string;
  /** Whether NAME.c and NAME.bpf.c share a NAME.h. */
  readonly shares: boolean;
  /** Whether loading it takes CAP_NET_ADMIN: is_net_admin_prog_type() in kernel/bpf/syscall.c. */
  readonly network?: true;
  /** What the user gives on the command line, as shown. */
  readonly argument?: string;
  /** The scene in scripts/scenes/ that causes what it watches; without one, an execve does. */
  readonly scene?: string;
  /** Which end of a pair of interfaces in a network of its own it is put on: the one that gets packets, or the one that sends. */
  readonly end?: 'there' | 'here';
  /** A program that ends by itself says nothing beforehand. */
  readonly once?: true;
  /** When it ends, where that is not Ctrl-C alone. */
  readonly until?: string;
}
