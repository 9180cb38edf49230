/**
 * Who may call which helper: what the `*_func_proto` functions give of kernel/bpf/helpers.c, cgroup.c, bpf_lsm.c and syscall.c, kernel/trace/bpf_trace.c
 * and net/core/filter.c. Read off Debian's 5.10.0-32, 6.1.0-50, 6.12.117 and 7.2.13 and off Linux 6.18.44, each asked by loading a program of each type with a call of each
 * helper (test/programs/judge/allowed.c, which asks the running kernel in the tests). From the source are: probe_write_user and override_return, which
 * depend on lockdown and CONFIG_BPF_KPROBE_OVERRIDE, fsession, and lirc_mode2 (drivers/media/rc/bpf-lirc.c).
 *
 * `all` is for all types but those with `==`. What a row says counts before it; rows with an attach type come on top of that of the program type.
 * `+NAME` are helpers that several rows have in common.
 * `NAME:5.10-6.1`: the former of these kernels did not offer it yet, the latter did.
 */
export const helperRows = `
  +casts = skc_to_tcp6_sock skc_to_tcp_sock skc_to_tcp_timewait_sock skc_to_tcp_request_sock skc_to_udp6_sock skc_to_unix_sock skc_to_mptcp_sock
  +traces = probe_read get_current_pid_tgid get_current_comm perf_event_read perf_event_output get_stackid probe_write_user
    current_task_under_cgroup probe_read_str perf_event_read_value get_stack send_signal send_signal_thread get_ns_current_pid_tgid get_task_stack
    task_storage_get task_storage_delete get_func_ip get_branch_snapshot find_vma
  +late = get_current_uid_gid:6.12-6.18 get_current_cgroup_id:6.1-6.12
  +listens = spin_lock:5.10-6.1 spin_unlock:5.10-6.1 get_current_ancestor_cgroup_id:5.10-6.1
  +routes = get_cgroup_classid get_route_realm perf_event_output skb_load_bytes csum_diff skb_under_cgroup get_hash_recalc skb_pull_data
  +packets = skb_store_bytes l3_csum_replace l4_csum_replace clone_redirect skb_get_tunnel_key skb_set_tunnel_key redirect skb_get_tunnel_opt
    skb_set_tunnel_opt skb_change_tail csum_update set_hash_invalid skb_change_head csum_level
  +sockets = sk_lookup_tcp sk_lookup_udp sk_release skc_lookup_tcp
  +storage = sk_storage_get sk_storage_delete
  all = map_lookup_elem map_update_elem map_delete_elem ktime_get_ns trace_printk get_prandom_u32 get_smp_processor_id tail_call
    get_current_pid_tgid:6.1-6.12 get_current_uid_gid:6.12-6.18 get_current_comm:6.12-6.18 get_cgroup_classid:6.12-6.18 perf_event_read:6.12-6.18
    get_current_task current_task_under_cgroup:6.12-6.18 get_numa_node_id perf_event_read_value:6.12-6.18 get_current_cgroup_id map_push_elem
    map_pop_elem map_peek_elem spin_lock spin_unlock strtol:5.10-6.1 strtoul:5.10-6.1 send_signal:6.12-6.18 probe_read_user probe_read_kernel
    probe_read_user_str probe_read_kernel_str send_signal_thread:6.12-6.18 jiffies64 get_ns_current_pid_tgid:6.1-6.12
    get_current_ancestor_cgroup_id:6.1-6.12 ktime_get_boot_ns ringbuf_output ringbuf_reserve ringbuf_submit ringbuf_discard ringbuf_query
    get_task_stack:6.12-6.18 copy_from_user snprintf_btf per_cpu_ptr this_cpu_ptr task_storage_get:6.12-6.18 task_storage_delete:6.12-6.18
    get_current_task_btf for_each_map_elem snprintf timer_init timer_set_callback timer_start timer_cancel task_pt_regs
    get_branch_snapshot:6.12-6.18 trace_vprintk find_vma:6.12-6.18 loop strncmp copy_from_user_task kptr_xchg map_lookup_percpu_elem
    dynptr_from_mem ringbuf_reserve_dynptr ringbuf_submit_dynptr ringbuf_discard_dynptr dynptr_read dynptr_write dynptr_data ktime_get_tai_ns
    user_ringbuf_drain cgrp_storage_get cgrp_storage_delete
  socket_filter = +casts perf_event_output skb_load_bytes get_socket_cookie get_socket_uid skb_load_bytes_relative get_current_cgroup_id:6.1-6.12
    get_netns_cookie:6.12-6.18 ktime_get_coarse_ns
  kprobe = +traces +listens get_current_uid_gid override_return get_attach_cookie
  sched_cls sched_act = +casts +routes +packets +sockets +storage skb_vlan_push skb_vlan_pop skb_change_proto skb_change_type get_socket_cookie
    get_socket_uid set_hash skb_adjust_room skb_get_xfrm_state skb_load_bytes_relative fib_lookup skb_cgroup_id get_current_cgroup_id:6.1-6.12
    skb_ancestor_cgroup_id sk_fullsock tcp_sock skb_ecn_set_ce get_listener_sock tcp_check_syncookie tcp_gen_syncookie get_netns_cookie:6.12-6.18
    sk_assign skb_cgroup_classid redirect_neigh redirect_peer ktime_get_coarse_ns check_mtu skb_set_tstamp tcp_raw_gen_syncookie_ipv4
    tcp_raw_gen_syncookie_ipv6 tcp_raw_check_syncookie_ipv4 tcp_raw_check_syncookie_ipv6
  tracepoint = +traces +listens get_current_uid_gid get_attach_cookie
  xdp = +casts +sockets redirect perf_event_output csum_diff xdp_adjust_head redirect_map xdp_adjust_meta xdp_adjust_tail fib_lookup
    get_current_cgroup_id:6.1-6.12 tcp_check_syncookie tcp_gen_syncookie ktime_get_coarse_ns check_mtu xdp_get_buff_len xdp_load_bytes
    xdp_store_bytes tcp_raw_gen_syncookie_ipv4 tcp_raw_gen_syncookie_ipv6 tcp_raw_check_syncookie_ipv4 tcp_raw_check_syncookie_ipv6
  perf_event = +traces +listens get_current_uid_gid perf_prog_read_value read_branch_records get_attach_cookie
  cgroup_skb = +casts +sockets +storage perf_event_output skb_load_bytes get_socket_cookie get_socket_uid skb_load_bytes_relative skb_cgroup_id
    get_current_cgroup_id:6.1-6.12 get_local_storage skb_ancestor_cgroup_id sk_fullsock tcp_sock skb_ecn_set_ce get_listener_sock
    get_netns_cookie:6.12-6.18 sk_cgroup_id sk_ancestor_cgroup_id ktime_get_coarse_ns
  cgroup_sock = get_current_pid_tgid get_current_uid_gid get_current_comm get_cgroup_classid perf_event_output current_task_under_cgroup:6.1-6.12
    get_socket_cookie get_local_storage sk_storage_get get_netns_cookie get_current_ancestor_cgroup_id ktime_get_coarse_ns get_retval set_retval
  cgroup_sock.cgroup_inet_sock_create = setsockopt:6.18-7.2 getsockopt:6.18-7.2
  lwt_in = +casts +routes lwt_push_encap get_current_cgroup_id:6.1-6.12 ktime_get_coarse_ns
  lwt_out = +casts +routes get_current_cgroup_id:6.1-6.12 ktime_get_coarse_ns
  lwt_xmit = +casts +routes +packets lwt_push_encap get_current_cgroup_id:6.1-6.12 ktime_get_coarse_ns
  sock_ops = +casts +storage perf_event_output get_socket_cookie setsockopt sock_map_update getsockopt sock_ops_cb_flags_set sock_hash_update
    get_current_cgroup_id:6.1-6.12 get_local_storage tcp_sock get_netns_cookie:5.10-6.1 load_hdr_opt store_hdr_opt reserve_hdr_opt
    ktime_get_coarse_ns
  sk_skb = +casts +sockets skb_store_bytes perf_event_output skb_load_bytes skb_change_tail skb_pull_data skb_change_head get_socket_cookie
    get_socket_uid skb_adjust_room sk_redirect_map sk_redirect_hash get_current_cgroup_id:6.1-6.12 ktime_get_coarse_ns
  cgroup_device = get_current_pid_tgid:5.10-6.1 get_current_uid_gid get_current_comm:5.10-6.1 get_cgroup_classid:5.10-6.1 perf_event_output
    current_task_under_cgroup:6.1-6.12 get_local_storage get_current_ancestor_cgroup_id:5.10-6.1
  cgroup_device.cgroup_device cgroup_sysctl.cgroup_sysctl = get_retval set_retval
  sk_msg = +casts +storage get_current_pid_tgid get_current_uid_gid get_cgroup_classid perf_event_output msg_redirect_map msg_apply_bytes
    msg_cork_bytes msg_pull_data msg_redirect_hash msg_push_data msg_pop_data get_netns_cookie:5.10-6.1 get_current_ancestor_cgroup_id
    ktime_get_coarse_ns
  raw_tracepoint raw_tracepoint_writable = +traces +listens get_current_uid_gid get_attach_cookie:6.1-6.12
  cgroup_sock_addr = +casts +sockets +storage get_current_pid_tgid get_current_uid_gid get_current_comm get_cgroup_classid perf_event_output
    current_task_under_cgroup:6.1-6.12 get_socket_cookie setsockopt getsockopt get_local_storage get_netns_cookie get_current_ancestor_cgroup_id
    ktime_get_coarse_ns
  cgroup_sock_addr.cgroup_inet4_bind cgroup_sock_addr.cgroup_inet6_bind cgroup_sock_addr.cgroup_udp4_sendmsg cgroup_sock_addr.cgroup_udp6_sendmsg
    cgroup_sock_addr.cgroup_unix_connect cgroup_sock_addr.cgroup_unix_sendmsg = get_retval set_retval
  cgroup_sock_addr.cgroup_inet4_connect cgroup_sock_addr.cgroup_inet6_connect = bind get_retval set_retval
  lwt_seg6local = +casts +routes lwt_seg6_store_bytes lwt_seg6_adjust_srh lwt_seg6_action get_current_cgroup_id:6.1-6.12 ktime_get_coarse_ns
  sk_reuseport = skb_load_bytes get_socket_cookie:5.10-6.1 skb_load_bytes_relative get_current_cgroup_id:6.1-6.12 sk_select_reuseport
    ktime_get_coarse_ns
  flow_dissector = +casts skb_load_bytes get_current_cgroup_id:6.1-6.12 ktime_get_coarse_ns
  cgroup_sysctl = get_current_pid_tgid:5.10-6.1 get_current_uid_gid get_current_comm:5.10-6.1 get_cgroup_classid:5.10-6.1 perf_event_output
    current_task_under_cgroup:6.1-6.12 get_local_storage sysctl_get_name sysctl_get_current_value sysctl_get_new_value sysctl_set_new_value strtol
    strtoul get_current_ancestor_cgroup_id:5.10-6.1 ktime_get_coarse_ns
  cgroup_sockopt = +storage get_current_pid_tgid:5.10-6.1 get_current_uid_gid get_current_comm:5.10-6.1 get_cgroup_classid:5.10-6.1
    perf_event_output current_task_under_cgroup:6.1-6.12 get_local_storage tcp_sock get_netns_cookie:5.10-6.1
    get_current_ancestor_cgroup_id:5.10-6.1 get_retval set_retval
  cgroup_sockopt.cgroup_setsockopt = setsockopt:5.10-6.1 getsockopt:5.10-6.1
  tracing = +casts +traces +listens get_current_uid_gid get_socket_cookie:5.10-6.1 sk_storage_get:5.10-6.1 sk_storage_delete:5.10-6.1 skb_output
    xdp_output d_path sock_from_file xdp_get_buff_len
  tracing.trace_raw_tp = get_attach_cookie:6.1-6.12 get_func_arg:6.18-7.2 get_func_arg_cnt:6.18-7.2
  tracing.trace_iter = seq_printf seq_write seq_printf_btf
  tracing.trace_iter/tcp tracing.trace_iter/unix = setsockopt:5.10-6.1 getsockopt:5.10-6.1
  tracing.trace_fentry tracing.trace_fexit tracing.modify_return tracing.trace_fsession lsm.lsm_mac = get_attach_cookie get_func_arg get_func_ret
    get_func_arg_cnt
  sk_lookup = +casts perf_event_output get_current_cgroup_id:6.1-6.12 sk_release sk_assign ktime_get_coarse_ns
  netfilter = get_current_pid_tgid strtol strtoul get_ns_current_pid_tgid get_current_ancestor_cgroup_id
  lsm = +casts +traces +listens +storage get_current_uid_gid get_cgroup_classid:6.12-7.2 get_socket_cookie:5.10-6.1 skb_output xdp_output
    inode_storage_get inode_storage_delete d_path bprm_opts_set ima_inode_hash sock_from_file xdp_get_buff_len ima_file_hash
  lsm.lsm_cgroup = setsockopt getsockopt get_local_storage get_retval set_retval
  lirc_mode2 == map_lookup_elem map_update_elem map_delete_elem ktime_get_ns trace_printk get_prandom_u32 tail_call rc_repeat rc_keydown
    map_push_elem map_pop_elem map_peek_elem rc_pointer_rel ktime_get_boot_ns
  syscall = +casts +traces get_current_uid_gid get_socket_cookie strtol strtoul skb_output xdp_output get_current_ancestor_cgroup_id
    sock_from_file sys_bpf btf_find_by_name_kind sys_close kallsyms_lookup_name xdp_get_buff_len
`;

/** Helpers for programs whose licence is compatible with the GPL (gpl_only of `struct bpf_func_proto`), with two exceptions. */
export const gplHelpers = `
  probe_read trace_printk perf_event_read perf_event_output get_stackid get_current_task probe_write_user probe_read_str perf_event_read_value
  perf_prog_read_value override_return get_stack fib_lookup rc_repeat rc_keydown rc_pointer_rel tcp_check_syncookie tcp_gen_syncookie skb_output
  probe_read_user probe_read_kernel probe_read_user_str probe_read_kernel_str read_branch_records xdp_output seq_printf seq_write seq_printf_btf
  get_current_task_btf bprm_opts_set check_mtu snprintf timer_init timer_set_callback timer_start timer_cancel get_func_ip task_pt_regs
  get_branch_snapshot trace_vprintk copy_from_user_task tcp_raw_gen_syncookie_ipv4 tcp_raw_gen_syncookie_ipv6 tcp_raw_check_syncookie_ipv4
  tcp_raw_check_syncookie_ipv6
`;
