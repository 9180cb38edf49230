/**
 * Since which kernel the helpers, map types and program types exist, from the feature data of isovalent/ebpf-docs
 * (data/feature-versions.yaml at 18ec5e9, BSD-2-Clause), helper ids from enum bpf_func_id in include/uapi/linux/bpf.h.
 * `get_prandom_u32` is 4.1 by its commit 03e69b508b6f. Order is that of the ids, which start at 1: `version: helpers in it`, again and again.
 */
const helperRuns = `
3.18: map_lookup_elem map_update_elem
3.19: map_delete_elem
4.1: probe_read ktime_get_ns trace_printk get_prandom_u32 get_smp_processor_id skb_store_bytes l3_csum_replace l4_csum_replace
4.2: tail_call clone_redirect get_current_pid_tgid get_current_uid_gid get_current_comm
4.3: get_cgroup_classid skb_vlan_push skb_vlan_pop skb_get_tunnel_key skb_set_tunnel_key perf_event_read
4.4: redirect get_route_realm perf_event_output
4.5: skb_load_bytes
4.6: get_stackid csum_diff skb_get_tunnel_opt skb_set_tunnel_opt
4.8: skb_change_proto skb_change_type skb_under_cgroup get_hash_recalc get_current_task probe_write_user
4.9: current_task_under_cgroup skb_change_tail skb_pull_data csum_update set_hash_invalid
4.10: get_numa_node_id skb_change_head xdp_adjust_head
4.11: probe_read_str
4.12: get_socket_cookie get_socket_uid
4.13: set_hash setsockopt skb_adjust_room
4.14: redirect_map sk_redirect_map sock_map_update
4.15: xdp_adjust_meta perf_event_read_value perf_prog_read_value getsockopt
4.16: override_return sock_ops_cb_flags_set
4.17: msg_redirect_map msg_apply_bytes msg_cork_bytes msg_pull_data bind
4.18: xdp_adjust_tail skb_get_xfrm_state get_stack skb_load_bytes_relative fib_lookup sock_hash_update msg_redirect_hash sk_redirect_hash lwt_push_encap lwt_seg6_store_bytes lwt_seg6_adjust_srh lwt_seg6_action rc_repeat rc_keydown skb_cgroup_id get_current_cgroup_id
4.19: get_local_storage sk_select_reuseport skb_ancestor_cgroup_id
4.20: sk_lookup_tcp sk_lookup_udp sk_release map_push_elem map_pop_elem map_peek_elem msg_push_data
5.0: msg_pop_data rc_pointer_rel
5.1: spin_lock spin_unlock sk_fullsock tcp_sock skb_ecn_set_ce get_listener_sock
5.2: skc_lookup_tcp tcp_check_syncookie sysctl_get_name sysctl_get_current_value sysctl_get_new_value sysctl_set_new_value strtol strtoul sk_storage_get sk_storage_delete
5.3: send_signal
5.4: tcp_gen_syncookie
5.5: skb_output probe_read_user probe_read_kernel probe_read_user_str probe_read_kernel_str
5.6: tcp_send_ack send_signal_thread jiffies64
5.7: read_branch_records get_ns_current_pid_tgid xdp_output get_netns_cookie get_current_ancestor_cgroup_id sk_assign
5.8: ktime_get_boot_ns seq_printf seq_write sk_cgroup_id sk_ancestor_cgroup_id ringbuf_output ringbuf_reserve ringbuf_submit ringbuf_discard ringbuf_query csum_level
5.9: skc_to_tcp6_sock skc_to_tcp_sock skc_to_tcp_timewait_sock skc_to_tcp_request_sock skc_to_udp6_sock get_task_stack
5.10: load_hdr_opt store_hdr_opt reserve_hdr_opt inode_storage_get inode_storage_delete d_path copy_from_user snprintf_btf seq_printf_btf skb_cgroup_classid redirect_neigh per_cpu_ptr this_cpu_ptr redirect_peer
5.11: task_storage_get task_storage_delete get_current_task_btf bprm_opts_set ktime_get_coarse_ns ima_inode_hash sock_from_file
5.12: check_mtu
5.13: for_each_map_elem snprintf
5.14: sys_bpf btf_find_by_name_kind sys_close
5.15: timer_init timer_set_callback timer_start timer_cancel get_func_ip get_attach_cookie task_pt_regs
5.16: get_branch_snapshot trace_vprintk skc_to_unix_sock kallsyms_lookup_name
5.17: find_vma loop strncmp get_func_arg get_func_ret get_func_arg_cnt
5.18: get_retval set_retval xdp_get_buff_len xdp_load_bytes xdp_store_bytes copy_from_user_task skb_set_tstamp ima_file_hash
5.19: kptr_xchg map_lookup_percpu_elem skc_to_mptcp_sock dynptr_from_mem ringbuf_reserve_dynptr ringbuf_submit_dynptr ringbuf_discard_dynptr dynptr_read dynptr_write dynptr_data
6.0: tcp_raw_gen_syncookie_ipv4 tcp_raw_gen_syncookie_ipv6 tcp_raw_check_syncookie_ipv4 tcp_raw_check_syncookie_ipv6
6.1: ktime_get_tai_ns user_ringbuf_drain
6.2: cgrp_storage_get cgrp_storage_delete
`;

const helpers: readonly Helper[] = helperRuns
  .trim()
  .split('\n')
  .flatMap((run) => {
    const [since = '', names = ''] = run.split(': ');
    return names.split(' ').map((name) => ({name: `bpf_${name}`, since}));
  });

/** A BPF helper function and the kernel that brought it. */
export interface Helper {
  readonly name: string;
  readonly since: string;
}

/** By number, as the verifier prints it: `unknown#182`. */
export const helperById = (id: number): Helper | undefined => helpers[id - 1];

export const helperByName = (name: string): Helper | undefined => helpers.find((helper) => helper.name === name);

/** Map types in lower case without BPF_MAP_TYPE_. */
export const mapTypes: Readonly<Record<string, string>> = {
  hash: '3.19',
  array: '3.19',
  prog_array: '4.2',
  perf_event_array: '4.3',
  percpu_hash: '4.6',
  percpu_array: '4.6',
  stack_trace: '4.6',
  cgroup_array: '4.8',
  lru_hash: '4.10',
  lru_percpu_hash: '4.10',
  lpm_trie: '4.11',
  array_of_maps: '4.12',
  hash_of_maps: '4.12',
  devmap: '4.14',
  sockmap: '4.14',
  cpumap: '4.15',
  xskmap: '4.18',
  sockhash: '4.18',
  cgroup_storage: '4.19',
  reuseport_sockarray: '4.19',
  percpu_cgroup_storage: '4.20',
  queue: '4.20',
  stack: '4.20',
  sk_storage: '5.2',
  devmap_hash: '5.4',
  struct_ops: '5.6',
  ringbuf: '5.8',
  inode_storage: '5.10',
  task_storage: '5.11',
  bloom_filter: '5.16',
  user_ringbuf: '6.1',
  cgrp_storage: '6.2',
  arena: '6.9',
  insn_array: '6.19',
};
