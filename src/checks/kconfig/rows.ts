import type {Check} from '../check.ts';
import {wantOptions} from './option.ts';

/** A check that is nothing but options wanted in the kernel's configuration. */
interface Row {
  readonly id: string;
  readonly title: string;
  readonly options: readonly string[];
  readonly why: string;
  readonly source: string;
}

const bcc = 'https://github.com/iovisor/bcc/blob/master/docs/kernel_config.md';
const bpftrace = 'https://github.com/bpftrace/bpftrace/blob/master/docs/dependency_support.md';

const rows: readonly Row[] = [
  {
    id: 'kconfig.bpf-events',
    title: 'BPF on perf events',
    options: ['BPF_EVENTS', 'PERF_EVENTS'],
    why: 'Programs on kprobes, uprobes and tracepoints are attached through perf events.',
    source: bcc,
  },
  {
    id: 'kconfig.ftrace',
    title: 'Function tracing',
    options: ['FUNCTION_TRACER', 'DYNAMIC_FTRACE'],
    why: 'fentry and kprobe.multi attach to functions through ftrace.',
    source: bpftrace,
  },
  {
    id: 'kconfig.ftrace-direct',
    title: 'Direct calls from ftrace',
    options: ['DYNAMIC_FTRACE_WITH_DIRECT_CALLS'],
    why: 'Trampolines (fentry, fexit, LSM) are called this way; arm64 has it since 6.4, and without it attaching fails there.',
    source: 'https://git.kernel.org/torvalds/c/2aa6ac03516d',
  },
  {
    id: 'kconfig.fprobe',
    title: 'Fprobe',
    options: ['FPROBE'],
    why: "kprobe.multi programs load without it, and then can't be attached (EOPNOTSUPP).",
    source: 'https://git.kernel.org/torvalds/c/0dcac2725406',
  },
  {
    id: 'kconfig.kprobe-override',
    title: 'Overriding return values',
    options: ['BPF_KPROBE_OVERRIDE', 'FUNCTION_ERROR_INJECTION'],
    why: 'bpf_override_return, for fault injection, needs it.',
    source: 'https://git.kernel.org/torvalds/c/9802d86585db',
  },
  {
    id: 'kconfig.modules',
    title: 'Loadable modules',
    options: ['MODULES'],
    why: 'Some microVM kernels come without modules, and with them go kprobes and module BTF.',
    source: 'https://github.com/e2b-dev/fc-kernels/issues/27',
  },
  {
    id: 'kconfig.cgroup-bpf',
    title: 'BPF on cgroups',
    options: ['CGROUPS', 'CGROUP_BPF'],
    why: 'Programs on sockets and devices of a cgroup need it.',
    source: 'https://git.kernel.org/torvalds/c/0e33661de493',
  },
  {
    id: 'kconfig.net-sched',
    title: 'BPF on traffic control',
    options: ['NET_SCH_INGRESS', 'NET_CLS_BPF', 'NET_CLS_ACT'],
    why: 'tc programs are attached to the clsact qdisc; as modules these load by themselves.',
    source: 'https://git.kernel.org/torvalds/c/1f211a1b929c',
  },
  {
    id: 'kconfig.xdp-sockets',
    title: 'AF_XDP sockets',
    options: ['XDP_SOCKETS'],
    why: 'Packets reach user space past the network stack only with them; plain XDP programs do without.',
    source: bcc,
  },
  {
    id: 'kconfig.stream-parser',
    title: 'BPF on sockets in a map',
    options: ['BPF_STREAM_PARSER', 'NET_SOCK_MSG'],
    why: 'sockmap redirects and sk_msg programs need it.',
    source: bcc,
  },
  {
    id: 'kconfig.ikheaders',
    title: 'kheaders (CONFIG_IKHEADERS)',
    options: ['IKHEADERS'],
    why: 'BCC can take the headers from /sys/kernel/kheaders.tar.xz where no package has them.',
    source: 'https://github.com/iovisor/bcc/blob/master/INSTALL.md#kernel-configuration',
  },
];

/** Checks that only read the configuration, one row each. What a file or a probe tells better has a file of its own. */
export default rows.map(({id, title, options, why, source}, index) => ({
  id,
  ...(index === 0 && {after: 'kconfig.uprobes'}),
  title,
  why,
  reads: options.map((name) => `CONFIG_${name}`).join(', '),
  sources: [source],
  evaluate: (facts) => wantOptions(facts, ...options),
})) satisfies readonly Check[];
