/**
 * Which types of programs a kernel's functions are offered to: what `register_btf_kfunc_id_set` is called with and what its filters leave, in the sources of
 * Debian's 6.1.170, 6.12.107 and 7.2.13, and for Linux 6.18.44 what the verifier said of each type of program and each function of vmlinux
 * (test/programs/judge/allowed.c, which asks the running kernel in the tests). A set is offered to a hook, which several types share.
 *
 * `NAME:6.1-6.12`: the former of these kernels did not offer it yet, the latter did. `~`: only programs that may sleep call it (KF_SLEEPABLE); `?`: so on some
 * of these kernels.
 * Left out, so that nothing is said of them: sched_ext and qdiscs, whose filters look at the operation that calls; what tests of the kernel call; XDP metadata,
 * which is for programs bound to a device; css_task iterators, which few may open.
 */
export const kfuncRows = `
  common:6.1-6.12 = bpf_arena_alloc_pages? bpf_arena_free_pages? bpf_cast_to_kern_ctx bpf_copy_from_user_str~ bpf_dynptr_adjust bpf_dynptr_clone
    bpf_dynptr_is_null bpf_dynptr_is_rdonly bpf_dynptr_size bpf_dynptr_slice bpf_dynptr_slice_rdwr bpf_iter_bits_destroy bpf_iter_bits_new
    bpf_iter_bits_next bpf_iter_css_destroy bpf_iter_css_new bpf_iter_css_next bpf_iter_num_destroy bpf_iter_num_new bpf_iter_num_next
    bpf_iter_task_destroy bpf_iter_task_new bpf_iter_task_next bpf_iter_task_vma_destroy bpf_iter_task_vma_new bpf_iter_task_vma_next
    bpf_map_sum_elem_count bpf_preempt_disable bpf_preempt_enable bpf_rcu_read_lock bpf_rcu_read_unlock bpf_rdonly_cast bpf_wq_init
    bpf_wq_set_callback_impl bpf_wq_start
  common:6.12-6.18 = __bpf_trap bpf_arena_reserve_pages? bpf_cgroup_read_xattr bpf_copy_from_user_dynptr~ bpf_copy_from_user_str_dynptr~
    bpf_copy_from_user_task_dynptr~ bpf_copy_from_user_task_str~ bpf_copy_from_user_task_str_dynptr~ bpf_dynptr_copy bpf_dynptr_memset
    bpf_get_kmem_cache bpf_iter_dmabuf_destroy~ bpf_iter_dmabuf_new~ bpf_iter_dmabuf_next~ bpf_iter_kmem_cache_destroy~ bpf_iter_kmem_cache_new~
    bpf_iter_kmem_cache_next~ bpf_local_irq_restore bpf_local_irq_save bpf_probe_read_kernel_dynptr bpf_probe_read_kernel_str_dynptr
    bpf_probe_read_user_dynptr bpf_probe_read_user_str_dynptr bpf_res_spin_lock bpf_res_spin_lock_irqsave bpf_res_spin_unlock
    bpf_res_spin_unlock_irqrestore bpf_strcasecmp bpf_strchr bpf_strchrnul bpf_strcmp bpf_strcspn bpf_stream_vprintk_impl bpf_strlen bpf_strnchr
    bpf_strnlen bpf_strnstr bpf_strrchr bpf_strspn bpf_strstr bpf_task_work_schedule_resume_impl bpf_task_work_schedule_signal_impl
  common:6.12-7.2 = bpf_dynptr_file_discard bpf_dynptr_from_file bpf_get_mem_cgroup bpf_get_root_mem_cgroup bpf_mem_cgroup_flush_stats~
    bpf_mem_cgroup_memory_events bpf_mem_cgroup_page_state bpf_mem_cgroup_usage bpf_mem_cgroup_vm_events bpf_put_mem_cgroup bpf_strcasestr
    bpf_stream_print_stack bpf_stream_vprintk bpf_strncasecmp bpf_strncasestr bpf_task_work_schedule_resume bpf_task_work_schedule_signal
    bpf_timer_cancel_async bpf_wq_set_callback
  cgroup:6.1-6.12 struct_ops:6.1-6.12 syscall:6.1-6.12 tc:6.1-6.12 tracing:6.1-6.12 xdp:6.1-6.12 = bpf_cgroup_acquire bpf_cgroup_ancestor
    bpf_cgroup_from_id bpf_cgroup_release bpf_list_pop_back bpf_list_pop_front bpf_list_push_back_impl bpf_list_push_front_impl bpf_obj_drop_impl
    bpf_obj_new_impl bpf_percpu_obj_drop_impl bpf_percpu_obj_new_impl bpf_rbtree_add_impl bpf_rbtree_first bpf_rbtree_remove
    bpf_refcount_acquire_impl bpf_task_acquire bpf_task_from_pid bpf_task_get_cgroup1 bpf_task_release bpf_task_under_cgroup bpf_throw
  cgroup:6.12-6.18 struct_ops:6.12-6.18 syscall:6.12-6.18 tc:6.12-6.18 tracing:6.12-6.18 xdp:6.12-6.18 = bpf_list_back bpf_list_front
    bpf_rbtree_left bpf_rbtree_right bpf_rbtree_root bpf_send_signal_task bpf_task_from_vpid
  cgroup:6.12-7.2 struct_ops:6.12-7.2 syscall:6.12-7.2 tc:6.12-7.2 tracing:6.12-7.2 xdp:6.12-7.2 = bpf_get_lowcore bpf_list_add bpf_list_del
    bpf_list_empty bpf_list_is_first bpf_list_is_last bpf_list_push_back bpf_list_push_front bpf_obj_drop bpf_obj_new bpf_percpu_obj_drop
    bpf_percpu_obj_new bpf_rbtree_add bpf_refcount_acquire
  cgroup:6.1-6.12 struct_ops:6.1-6.12 syscall:6.1-6.12 tc:6.1-6.12 tracing xdp:6.1-6.12 = crash_kexec
  cgroup:6.12-6.18 struct_ops:6.12-6.18 syscall:6.12-6.18 tc:6.12-6.18 tracing xdp:6.12-6.18 = bpf_key_put bpf_lookup_system_key
    bpf_lookup_user_key~
  cgroup:6.12-7.2 struct_ops:6.12-7.2 syscall:6.12-7.2 tc:6.12-7.2 tracing xdp:6.12-7.2 = bpf_verify_pkcs7_signature~
  struct_ops:6.1-6.12 syscall:6.1-6.12 tracing:6.1-6.12 = bpf_cpumask_acquire bpf_cpumask_and bpf_cpumask_any_and_distribute
    bpf_cpumask_any_distribute bpf_cpumask_clear bpf_cpumask_clear_cpu bpf_cpumask_copy bpf_cpumask_create bpf_cpumask_empty bpf_cpumask_equal
    bpf_cpumask_first bpf_cpumask_first_and bpf_cpumask_first_zero bpf_cpumask_full bpf_cpumask_intersects bpf_cpumask_or bpf_cpumask_release
    bpf_cpumask_set_cpu bpf_cpumask_setall bpf_cpumask_subset bpf_cpumask_test_and_clear_cpu bpf_cpumask_test_and_set_cpu bpf_cpumask_test_cpu
    bpf_cpumask_weight bpf_cpumask_xor
  struct_ops:6.12-6.18 syscall:6.12-6.18 tracing:6.12-6.18 = bpf_cpumask_populate
  tracing = cgroup_rstat_flush~ cgroup_rstat_updated
  tracing:6.12-6.18 = css_rstat_flush~ css_rstat_updated
  lsm:6.1-6.12 = bpf_get_dentry_xattr~ bpf_get_file_xattr~ bpf_get_fsverity_digest bpf_get_task_exe_file bpf_path_d_path bpf_put_file
  lsm:6.12-7.2 = bpf_real_data_inode~ bpf_remove_dentry_xattr~ bpf_set_dentry_xattr~
  tracing.trace_iter:6.1-6.12 = bpf_sock_destroy
  kprobe.trace_kprobe_session:6.1-6.12 tracing.trace_fsession:6.18-7.2 = bpf_session_cookie bpf_session_is_return
  syscall:6.1-6.12 = bpf_crypto_ctx_acquire bpf_crypto_ctx_create~ bpf_crypto_ctx_release
  sched_act:6.1-6.12 tc:6.1-6.12 xdp:6.1-6.12 = bpf_crypto_decrypt bpf_crypto_encrypt
  tc xdp = bpf_ct_change_status bpf_ct_change_timeout bpf_ct_insert_entry bpf_ct_release bpf_ct_set_nat_info bpf_ct_set_status bpf_ct_set_timeout
    bpf_skb_ct_alloc bpf_skb_ct_lookup bpf_xdp_ct_alloc bpf_xdp_ct_lookup
  tc:6.1-6.12 = bpf_sk_assign_tcp_reqsk bpf_skb_get_fou_encap bpf_skb_get_xfrm_info bpf_skb_set_fou_encap bpf_skb_set_xfrm_info
  xdp:6.1-6.12 = bpf_dynptr_from_xdp bpf_xdp_flow_lookup bpf_xdp_get_xfrm_state bpf_xdp_xfrm_state_release
  xdp:6.12-6.18 = bpf_xdp_pull_data
  sched_act:6.12-6.18 tc:6.12-6.18 = bpf_dynptr_from_skb_meta
  cgroup:6.1-6.12 lwt:6.1-6.12 netfilter:6.1-6.12 sched_act:6.1-6.12 sk_skb:6.1-6.12 socket_filter:6.1-6.12 tc:6.1-6.12 tracing:6.1-6.12 =
    bpf_dynptr_from_skb
  cgroup:6.1-6.12 = bpf_sock_addr_set_sun_path
  cgroup:6.12-6.18 = bpf_sock_ops_enable_tx_tstamp
  struct_ops = bbr_cwnd_event bbr_init bbr_main bbr_min_tso_segs bbr_set_state bbr_sndbuf_expand bbr_ssthresh bbr_undo_cwnd cubictcp_acked
    cubictcp_cong_avoid cubictcp_cwnd_event cubictcp_init cubictcp_recalc_ssthresh cubictcp_state dctcp_cwnd_event dctcp_cwnd_undo dctcp_init
    dctcp_ssthresh dctcp_state dctcp_update_alpha tcp_cong_avoid_ai tcp_reno_cong_avoid tcp_reno_ssthresh tcp_reno_undo_cwnd tcp_slow_start
  struct_ops:6.12-7.2 = bbr_cwnd_event_tx_start cubictcp_cwnd_event_tx_start dctcp_cwnd_event_tx_start
  struct_ops:6.1-6.12 syscall:6.1-6.12 = hid_bpf_allocate_context hid_bpf_hw_output_report hid_bpf_hw_request hid_bpf_input_report
    hid_bpf_release_context
  struct_ops:6.1-6.12 = hid_bpf_get_data hid_bpf_try_input_report
`;

/** Types that share a hook (bpf_prog_type_to_kfunc_hook of kernel/bpf/btf.c). One that has none is offered what all are: `common`. */
export const kfuncHooks = `
  tc = sched_cls
  tracing = tracing lsm tracepoint:6.1-6.12 perf_event:6.1-6.12 raw_tracepoint:6.18-7.2
  cgroup = cgroup_skb:6.1-6.12 cgroup_sock:6.1-6.12 cgroup_device:6.1-6.12 cgroup_sock_addr:6.1-6.12 cgroup_sockopt:6.1-6.12
    cgroup_sysctl:6.1-6.12 sock_ops:6.12-6.18
  lwt = lwt_in:6.1-6.12 lwt_out:6.1-6.12 lwt_xmit:6.1-6.12 lwt_seg6local:6.1-6.12
  xdp = xdp
  struct_ops = struct_ops
  syscall = syscall
  lsm = lsm
  sched_act = sched_act:6.1-6.12
  sk_skb = sk_skb:6.1-6.12
  socket_filter = socket_filter:6.1-6.12
  netfilter = netfilter:6.1-6.12
`;
