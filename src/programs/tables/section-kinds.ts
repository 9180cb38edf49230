import type {Loader} from '../loader.ts';

/** What the name of a program's section says of it. */
export interface SectionKind {
  /** The name up to its target, such as `fentry` of `fentry/do_unlinkat`. */
  readonly prefix: string;
  /** `enum bpf_prog_type`, in lower case and without BPF_PROG_TYPE_. */
  readonly programType: string;
  /** `enum bpf_attach_type`, in lower case and without BPF_; undefined where the program type alone tells. */
  readonly attachType?: string;
  readonly sleepable: boolean;
  /** XDP with packets of several buffers. */
  readonly frags: boolean;
}

/**
 * Sections in the order in which libbpf looks at them: name (with `+`: alone, or with a target behind a slash), program type, attach type, and
 * what else. https://github.com/libbpf/libbpf/blob/f7081a6baf3f54949aacb8c2fc11bb30783b83e9/src/libbpf.c (section_defs)
 */
const table = `
  socket socket_filter -
  sk_reuseport/migrate sk_reuseport sk_reuseport_select_or_migrate
  sk_reuseport sk_reuseport sk_reuseport_select
  kprobe+ kprobe -
  uprobe+ kprobe -
  uprobe.s+ kprobe - sleepable
  kretprobe+ kprobe -
  uretprobe+ kprobe -
  uretprobe.s+ kprobe - sleepable
  kprobe.multi+ kprobe trace_kprobe_multi
  kretprobe.multi+ kprobe trace_kprobe_multi
  kprobe.session+ kprobe trace_kprobe_session
  uprobe.multi+ kprobe trace_uprobe_multi
  uretprobe.multi+ kprobe trace_uprobe_multi
  uprobe.session+ kprobe trace_uprobe_session
  uprobe.multi.s+ kprobe trace_uprobe_multi sleepable
  uretprobe.multi.s+ kprobe trace_uprobe_multi sleepable
  uprobe.session.s+ kprobe trace_uprobe_session sleepable
  ksyscall+ kprobe -
  kretsyscall+ kprobe -
  usdt+ kprobe -
  usdt.s+ kprobe - sleepable
  tc/ingress sched_cls tcx_ingress
  tc/egress sched_cls tcx_egress
  tcx/ingress sched_cls tcx_ingress
  tcx/egress sched_cls tcx_egress
  tc sched_cls -
  classifier sched_cls -
  action sched_act -
  netkit/primary sched_cls netkit_primary
  netkit/peer sched_cls netkit_peer
  tracepoint+ tracepoint -
  tp+ tracepoint -
  tracepoint.s+ tracepoint - sleepable
  tp.s+ tracepoint - sleepable
  raw_tracepoint+ raw_tracepoint -
  raw_tp+ raw_tracepoint -
  raw_tracepoint.s+ raw_tracepoint - sleepable
  raw_tp.s+ raw_tracepoint - sleepable
  raw_tracepoint.w+ raw_tracepoint_writable -
  raw_tp.w+ raw_tracepoint_writable -
  tp_btf+ tracing trace_raw_tp
  tp_btf.s+ tracing trace_raw_tp sleepable
  fentry+ tracing trace_fentry
  fmod_ret+ tracing modify_return
  fexit+ tracing trace_fexit
  fentry.s+ tracing trace_fentry sleepable
  fmod_ret.s+ tracing modify_return sleepable
  fexit.s+ tracing trace_fexit sleepable
  fsession+ tracing trace_fsession
  fsession.s+ tracing trace_fsession sleepable
  fsession.multi+ tracing trace_fsession_multi
  fsession.multi.s+ tracing trace_fsession_multi sleepable
  fentry.multi+ tracing trace_fentry_multi
  fexit.multi+ tracing trace_fexit_multi
  fentry.multi.s+ tracing trace_fentry_multi sleepable
  fexit.multi.s+ tracing trace_fexit_multi sleepable
  freplace+ ext -
  lsm+ lsm lsm_mac
  lsm.s+ lsm lsm_mac sleepable
  lsm_cgroup+ lsm lsm_cgroup
  iter+ tracing trace_iter
  iter.s+ tracing trace_iter sleepable
  syscall syscall - sleepable
  xdp.frags/devmap xdp xdp_devmap frags
  xdp/devmap xdp xdp_devmap
  xdp.frags/cpumap xdp xdp_cpumap frags
  xdp/cpumap xdp xdp_cpumap
  xdp.frags xdp xdp frags
  xdp xdp xdp
  perf_event perf_event -
  lwt_in lwt_in -
  lwt_out lwt_out -
  lwt_xmit lwt_xmit -
  lwt_seg6local lwt_seg6local -
  sockops sock_ops cgroup_sock_ops
  sk_skb/stream_parser sk_skb sk_skb_stream_parser
  sk_skb/stream_verdict sk_skb sk_skb_stream_verdict
  sk_skb/verdict sk_skb sk_skb_verdict
  sk_skb sk_skb -
  sk_msg sk_msg sk_msg_verdict
  lirc_mode2 lirc_mode2 lirc_mode2
  flow_dissector flow_dissector flow_dissector
  cgroup_skb/ingress cgroup_skb cgroup_inet_ingress
  cgroup_skb/egress cgroup_skb cgroup_inet_egress
  cgroup/skb cgroup_skb -
  cgroup/sock_create cgroup_sock cgroup_inet_sock_create
  cgroup/sock_release cgroup_sock cgroup_inet_sock_release
  cgroup/sock cgroup_sock cgroup_inet_sock_create
  cgroup/post_bind4 cgroup_sock cgroup_inet4_post_bind
  cgroup/post_bind6 cgroup_sock cgroup_inet6_post_bind
  cgroup/bind4 cgroup_sock_addr cgroup_inet4_bind
  cgroup/bind6 cgroup_sock_addr cgroup_inet6_bind
  cgroup/connect4 cgroup_sock_addr cgroup_inet4_connect
  cgroup/connect6 cgroup_sock_addr cgroup_inet6_connect
  cgroup/connect_unix cgroup_sock_addr cgroup_unix_connect
  cgroup/sendmsg4 cgroup_sock_addr cgroup_udp4_sendmsg
  cgroup/sendmsg6 cgroup_sock_addr cgroup_udp6_sendmsg
  cgroup/sendmsg_unix cgroup_sock_addr cgroup_unix_sendmsg
  cgroup/recvmsg4 cgroup_sock_addr cgroup_udp4_recvmsg
  cgroup/recvmsg6 cgroup_sock_addr cgroup_udp6_recvmsg
  cgroup/recvmsg_unix cgroup_sock_addr cgroup_unix_recvmsg
  cgroup/getpeername4 cgroup_sock_addr cgroup_inet4_getpeername
  cgroup/getpeername6 cgroup_sock_addr cgroup_inet6_getpeername
  cgroup/getpeername_unix cgroup_sock_addr cgroup_unix_getpeername
  cgroup/getsockname4 cgroup_sock_addr cgroup_inet4_getsockname
  cgroup/getsockname6 cgroup_sock_addr cgroup_inet6_getsockname
  cgroup/getsockname_unix cgroup_sock_addr cgroup_unix_getsockname
  cgroup/sysctl cgroup_sysctl cgroup_sysctl
  cgroup/getsockopt cgroup_sockopt cgroup_getsockopt
  cgroup/setsockopt cgroup_sockopt cgroup_setsockopt
  cgroup/dev cgroup_device cgroup_device
  struct_ops+ struct_ops -
  struct_ops.s+ struct_ops - sleepable
  sk_lookup sk_lookup sk_lookup
  netfilter netfilter netfilter
`;

/** `targets` is what a section with a target begins with. */
const kinds = table
  .trim()
  .split('\n')
  .map((row): {readonly kind: SectionKind; readonly targets?: string} => {
    const [name = '', programType = '', attachType = '-', ...flags] = row.trim().split(' ');
    const kind = {
      prefix: name.replace(/\+$/, ''),
      programType,
      ...(attachType !== '-' && {attachType}),
      sleepable: flags.includes('sleepable'),
      frags: flags.includes('frags'),
    };
    return {kind, ...(name.endsWith('+') && {targets: `${kind.prefix}/`})};
  });

/** Names of sections, without targets; and those of them that a target may follow. */
export const sectionNames: readonly string[] = kinds.map(({kind}) => kind.prefix);
export const namesWithTargets: readonly string[] = kinds.flatMap(({kind, targets}) => (targets ? kind.prefix : []));

type Found = {readonly kind: SectionKind; readonly target?: string} | undefined;

/** What a loader takes a section for, and the target in its name; undefined where whoever uses the loader has to say it. */
export const sectionKind = (section: string, loader: Loader = 'libbpf'): Found => readers[loader](section);

const ofLibbpf = (section: string): Found => {
  for (const {kind, targets} of kinds) {
    if (section === kind.prefix) return {kind};
    if (targets !== undefined && section.startsWith(targets)) return {kind, target: section.slice(targets.length)};
  }
  return undefined;
};

/** Those that cilium/ebpf does not have. https://github.com/cilium/ebpf/blob/5ba0b3b27a92c7b0402419f61240416c9b3c7c42/elf_sections.go */
const notOfCilium = /^((raw_)?(tracepoint|tp)\.s|f(entry|exit|session)\.multi(\.s)?)$/;

/** By how a section begins, where it has no target: `xdp_drop` is one of XDP, too (elf_reader.go, matchSectionName). */
const ofCilium = (section: string): Found => {
  for (const {kind, targets} of kinds) {
    if (notOfCilium.test(kind.prefix)) continue;
    if (targets === undefined ? section.startsWith(kind.prefix) : section === kind.prefix) return {kind};
    if (targets !== undefined && section.startsWith(targets)) return {kind, target: section.slice(targets.length)};
  }
  return undefined;
};

/**
 * The sections that aya knows: a name that may be followed by anything behind a slash, or (`!`) by nothing; with `/`, a name and what must follow it. It refuses
 * objects with others. https://github.com/aya-rs/aya/blob/875daf9717d9569e5ca8b827aab2303a16703793/aya-obj/src/obj.rs (ProgramSection::from_str)
 */
const ofAyaAlone = `
  kprobe kretprobe uprobe uprobe.s uprobe.multi uprobe.multi.s uretprobe uretprobe.s uretprobe.multi uretprobe.multi.s
  tp_btf tracepoint tp socket sk_msg sockops classifier lirc_mode2 perf_event raw_tp raw_tracepoint lsm lsm.s lsm_cgroup
  fentry fentry.s fexit fexit.s flow_dissector freplace sk_lookup iter iter.s
  xdp! xdp/cpumap xdp/devmap xdp.frags! xdp.frags/cpumap xdp.frags/devmap sk_skb/stream_parser sk_skb/stream_verdict sk_reuseport! sk_reuseport/migrate
  cgroup_skb/ingress cgroup_skb/egress cgroup/skb cgroup/sysctl cgroup/dev cgroup/getsockopt cgroup/setsockopt cgroup/sock
  cgroup/post_bind4 cgroup/post_bind6 cgroup/sock_create cgroup/sock_release cgroup/bind4 cgroup/bind6 cgroup/connect4 cgroup/connect6
  cgroup/getpeername4 cgroup/getpeername6 cgroup/getsockname4 cgroup/getsockname6 cgroup/sendmsg4 cgroup/sendmsg6 cgroup/recvmsg4 cgroup/recvmsg6
`;
const ayaNames = new Set(ofAyaAlone.trim().split(/\s+/));

const ofAya = (section: string): Found => {
  const [first = '', second, ...rest] = section.split('/');
  const both = `${first}/${second}`;
  const prefix = ayaNames.has(both)
    ? both
    : ayaNames.has(first) || (second === undefined && ayaNames.has(`${first}!`))
      ? first
      : undefined;
  const kind = prefix && kinds.find((each) => each.kind.prefix === prefix)?.kind;
  if (!kind) return undefined;
  return prefix === both || second === undefined ? {kind} : {kind, target: [second, ...rest].join('/')};
};

const readers: Readonly<Record<Loader, (section: string) => Found>> = {
  libbpf: ofLibbpf,
  cilium: ofCilium,
  aya: ofAya,
};
