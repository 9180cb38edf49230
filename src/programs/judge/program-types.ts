import {kinds} from '../btf/kinds.ts';
import {since} from '../tables/since.ts';
import type {Judgement} from './judgement.ts';
import type {Kernel} from './kernel.ts';
import {byEnum, byTrying, byVersion, hasMember, type Known} from './known.ts';
import type {Judge} from './question.ts';
import {judgeSection} from './section.ts';

/** The type of a program, how it is attached, and whether it may sleep. */
export const judgeProgramType: Judge = (question) => {
  const {
    program: {kind},
    kernel,
  } = question;
  if (!kind) return [judgeSection(question)];
  const {prefix, programType, attachType, sleepable, frags} = kind;
  const type = `BPF_PROG_TYPE_${programType.toUpperCase()}`;
  const known = byEnum(kernel, 'bpf_prog_type', {name: type});
  const judged: Omit<Judgement, 'program'>[] = [
    {
      subject: 'program type',
      what: type,
      ...(known?.verdict === 'fail'
        ? known
        : (byTrying(kernel, featureOf(prefix, programType)) ??
          (known && built(kernel, programType, known)) ??
          byVersion(kernel, since.program.get(programType)))),
    },
  ];
  if (attachType && !attachesWithout.test(prefix)) {
    const name = `BPF_${attachType.toUpperCase()}`;
    const has = byEnum(kernel, 'bpf_attach_type', {name}) ?? byVersion(kernel, since.attach.get(attachType));
    judged.push({subject: 'attach type', what: name, ...has});
  }
  if (frags)
    judged.push({
      subject: 'program type',
      what: 'XDP with packets of several buffers',
      ...member(kernel, 'xdp_has_frags', '5.18'),
    });
  if (sleepable && programType !== 'syscall')
    judged.push({subject: 'program type', what: `sleepable ${prefix}`, ...mayNap(kernel, prefix)});
  return judged;
};

/** XDP and tc were attached by netlink before they had types for it; 5.9 and 6.6 brought links. */
const attachesWithout = /^(xdp|xdp\.frags|tc\/(ingress|egress))$/;

const byPrefix: readonly (readonly [RegExp, string])[] = [
  [/^(kprobe|kretprobe)\.multi$/, 'kprobe-multi'],
  [/^kprobe\.session$/, 'kprobe-session'],
  [/^u(ret)?probe\.multi/, 'uprobe-multi'],
  [/^u(ret)?probe(\.s)?$|^usdt/, 'uprobe'],
  [/^k(ret)?(probe|syscall)$/, 'kprobe'],
  [/^tp_btf/, 'tp-btf'],
  [/^(fentry|fexit)(\.s)?$/, 'fentry'],
  [/^fmod_ret/, 'fmod-ret'],
  [/^iter/, 'iter'],
  [/^tcx\//, 'tcx'],
  [/^xdp\.frags$/, 'xdp-frags'],
];

const byType: {readonly [type: string]: string} = {
  socket_filter: 'socket-filter',
  tracepoint: 'tracepoint',
  raw_tracepoint: 'raw-tracepoint',
  perf_event: 'perf-event',
  lsm: 'lsm',
  syscall: 'syscall',
  struct_ops: 'struct-ops',
  sk_skb: 'sk-skb',
  sk_msg: 'sk-msg',
  xdp: 'xdp',
  cgroup_skb: 'cgroup-skb',
  cgroup_sock_addr: 'cgroup-sock-addr',
  sk_lookup: 'sk-lookup',
  netfilter: 'netfilter',
};

/** The row of the catalogue of features that a section stands for. */
const featureOf = (prefix: string, programType: string): string | undefined =>
  byPrefix.find(([pattern]) => pattern.test(prefix))?.[1] ?? byType[programType];

/**
 * Functions that a kernel has only where a program type was built in; their addresses are taken, so that compilers keep them. The enum alone names types
 * that were not.
 */
const builtWith: {readonly [type: string]: readonly [fn: string, option: string]} = {
  kprobe: ['kprobe_prog_func_proto', 'CONFIG_BPF_EVENTS'],
  tracepoint: ['tp_prog_func_proto', 'CONFIG_BPF_EVENTS'],
  raw_tracepoint: ['raw_tp_prog_func_proto', 'CONFIG_BPF_EVENTS'],
  perf_event: ['pe_prog_func_proto', 'CONFIG_BPF_EVENTS'],
  tracing: ['tracing_prog_func_proto', 'CONFIG_BPF_EVENTS'],
  lsm: ['bpf_lsm_func_proto', 'CONFIG_BPF_LSM'],
  cgroup_device: ['cgroup_dev_func_proto', 'CONFIG_CGROUP_BPF'],
  cgroup_sysctl: ['sysctl_func_proto', 'CONFIG_CGROUP_BPF'],
  xdp: ['xdp_func_proto', 'CONFIG_NET'],
  sched_cls: ['tc_cls_act_func_proto', 'CONFIG_NET'],
  lirc_mode2: ['lirc_mode2_func_proto', 'CONFIG_BPF_LIRC_MODE2'],
};

const built = ({types}: Kernel, programType: string, known: Known): Known => {
  const [fn, option] = builtWith[programType] ?? [];
  if (!types || !fn || hasFunction(types.vmlinux, fn)) return known;
  // pahole left out functions without a place for ftrace, as all of kernel/trace are, up to 5.10 at least. Of that option are these types too
  // (include/trace/bpf_probe.h).
  if (option === 'CONFIG_BPF_EVENTS' && types.vmlinux.named('btf_trace_sched_switch', kinds.typedef).length > 0)
    return known;
  return {
    verdict: 'unknown',
    by: 'btf',
    evidence: `${known.evidence}, but its types lack ${fn}(), which kernels with ${option} have`,
  };
};

const hasFunction = (btf: NonNullable<Kernel['types']>['vmlinux'], name: string): boolean =>
  btf.named(name, kinds.function).length > 0;

/** What the kernel notes of each program shows what it knows of them; fields of `struct bpf_prog` or its `aux`. */
const member = (kernel: Kernel, name: string, version: string): Known => {
  const found = ['bpf_prog_aux', 'bpf_prog'].map((struct) => hasMember(kernel, struct, name));
  if (found.every((each) => each === undefined)) return byVersion(kernel, version);
  const has = found.includes(true);
  return has
    ? {verdict: 'pass', by: 'btf', evidence: `struct bpf_prog or its aux has ${name}`}
    : {verdict: 'fail', by: 'btf', evidence: `neither struct bpf_prog nor its aux has ${name}`};
};

/**
 * Sleepable programs came with Linux 5.10 (1e6c62a88215) for fentry, fmod_ret and lsm; which more may sleep is not in the kernel's types: uprobes since
 * 6.0 (64ad7556c75e), iterators since 5.18, with bpf_copy_from_user_task() (b77fb25dcb34).
 */
const mayNap = (kernel: Kernel, prefix: string): Known => {
  const known = member(kernel, 'sleepable', '5.10');
  if (known.verdict !== 'pass' || /^(fentry|fexit|fmod_ret|lsm|struct_ops)\.s$/.test(prefix)) return known;
  return byVersion(kernel, /^(uprobe|uretprobe|usdt)/.test(prefix) ? '6.0' : /^iter/.test(prefix) ? '5.18' : undefined);
};
