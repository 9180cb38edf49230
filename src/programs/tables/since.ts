/**
 * The version of mainline that first had a program type (BPF_PROG_TYPE_), attach type (BPF_), map type (BPF_MAP_TYPE_) or flag of maps (BPF_F_):
 * docs.ebpf.io, data/feature-versions.yaml of isovalent/ebpf-docs@18ec5e9; rb_overwrite is commit feeaf1346f80. Distributions have them in older
 * kernels too.
 */
const programTypes = `
  3.19 socket_filter
  4.1 kprobe sched_cls sched_act
  4.7 tracepoint
  4.8 xdp
  4.9 perf_event
  4.10 cgroup_skb cgroup_sock lwt_in lwt_out lwt_xmit
  4.13 sock_ops
  4.14 sk_skb
  4.15 cgroup_device
  4.17 sk_msg raw_tracepoint cgroup_sock_addr
  4.18 lwt_seg6local lirc_mode2
  4.19 sk_reuseport
  4.20 flow_dissector
  5.2 cgroup_sysctl raw_tracepoint_writable
  5.3 cgroup_sockopt
  5.5 tracing
  5.6 struct_ops ext
  5.7 lsm
  5.9 sk_lookup
  5.14 syscall
  6.4 netfilter
`;

const attachTypes = `
  4.10 cgroup_inet_ingress cgroup_inet_egress cgroup_inet_sock_create
  4.13 cgroup_sock_ops
  4.14 sk_skb_stream_parser sk_skb_stream_verdict
  4.15 cgroup_device
  4.17 sk_msg_verdict cgroup_inet4_bind cgroup_inet6_bind cgroup_inet4_connect cgroup_inet6_connect cgroup_inet4_post_bind cgroup_inet6_post_bind
  4.18 cgroup_udp4_sendmsg cgroup_udp6_sendmsg lirc_mode2
  4.20 flow_dissector
  5.2 cgroup_sysctl cgroup_udp4_recvmsg cgroup_udp6_recvmsg
  5.3 cgroup_getsockopt cgroup_setsockopt
  5.5 trace_raw_tp trace_fentry trace_fexit
  5.7 modify_return lsm_mac
  5.8 trace_iter cgroup_inet4_getpeername cgroup_inet6_getpeername cgroup_inet4_getsockname cgroup_inet6_getsockname xdp_devmap
  5.9 cgroup_inet_sock_release xdp_cpumap sk_lookup xdp
  5.13 sk_skb_verdict
  5.14 sk_reuseport_select sk_reuseport_select_or_migrate
  5.15 perf_event
  5.18 trace_kprobe_multi
  6.0 lsm_cgroup
  6.6 tcx_ingress tcx_egress trace_uprobe_multi
  6.7 netkit_primary netkit_peer
  6.10 trace_kprobe_session
`;

const mapTypes = `
  3.19 hash array
  4.2 prog_array
  4.3 perf_event_array
  4.6 percpu_hash percpu_array stack_trace
  4.8 cgroup_array
  4.10 lru_hash lru_percpu_hash
  4.11 lpm_trie
  4.12 array_of_maps hash_of_maps
  4.14 devmap sockmap
  4.15 cpumap
  4.18 xskmap sockhash
  4.19 cgroup_storage reuseport_sockarray
  4.20 percpu_cgroup_storage queue stack
  5.2 sk_storage
  5.4 devmap_hash
  5.6 struct_ops
  5.8 ringbuf
  5.10 inode_storage
  5.11 task_storage
  5.16 bloom_filter
  6.1 user_ringbuf
  6.2 cgrp_storage
  6.9 arena
  6.19 insn_array
`;

const mapFlags = `
  4.6 no_prealloc
  4.10 no_common_lru
  4.14 numa_node
  4.15 rdonly wronly
  4.17 stack_build_id
  5.0 zero_seed
  5.2 rdonly_prog wronly_prog
  5.4 clone
  5.5 mmapable
  5.10 preserve_elems inner_map
  6.9 segv_on_fault no_user_conv
  6.19 rb_overwrite
`;

const read = (table: string): ReadonlyMap<string, string> =>
  new Map(
    table
      .trim()
      .split('\n')
      .flatMap((row) => {
        const [version = '', ...names] = row.trim().split(' ');
        return names.map((name) => [name, version] as const);
      }),
  );

/** The version since which mainline has it, by its name in lower case; only those that are known. */
export const since = {
  program: read(programTypes),
  attach: read(attachTypes),
  map: read(mapTypes),
  mapFlag: read(mapFlags),
};
