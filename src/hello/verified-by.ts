import type {KindName} from './kinds/kind.ts';

/** What a report says of `hello` loads nothing of it: these names are all that it takes. */

/** Profiles that are a way of writing eBPF: the names of the routes. */
export const toolchains: readonly string[] = [
  'libbpf',
  'bcc',
  'libbpf-bootstrap',
  'kernel-samples',
  'bpftrace',
  'cilium-ebpf',
  'libbpf-rs',
  'aya',
  'run',
];

/** What verifies a profile that is not a toolchain: programs of these kinds, each of which its required checks promise. */
export const verifiedBy: Readonly<Record<string, readonly KindName[]>> = {
  tracing: ['tracepoint', 'kprobe', 'uprobe'],
  network: ['xdp', 'tc', 'cgroup'],
  lsm: ['lsm'],
  'sched-ext': ['sched-ext'],
};
