const words = (text: string): ReadonlySet<string> => new Set(text.trim().split(/\s+/));

/** Hooks of LSM at which programs may sleep: sleepable_lsm_hooks of kernel/bpf/bpf_lsm.c, Linux 6.12; older ones have fewer hooks, not other ones of these. */
export const sleepableHooks = words(`
  bpf bpf_map bpf_map_create bpf_map_free bpf_prog bpf_prog_load bpf_token_create bpf_token_free bpf_token_cmd bpf_token_capable
  bprm_check_security bprm_committed_creds bprm_committing_creds bprm_creds_for_exec bprm_creds_from_file capget capset cred_prepare
  file_ioctl file_lock file_open file_post_open file_receive inode_create inode_free_security inode_getattr inode_getxattr inode_mknod
  inode_need_killpriv inode_post_setxattr inode_readlink inode_rename inode_rmdir inode_setattr inode_setxattr inode_symlink inode_unlink
  kernel_module_request kernel_read_file kernfs_init_security path_unlink path_mkdir path_rmdir path_truncate path_symlink path_link
  path_rename path_chmod path_chown mmap_file netlink_send path_notify release_secctx sb_alloc_security sb_eat_lsm_opts sb_kern_mount sb_mount
  sb_remount sb_set_mnt_opts sb_show_options sb_statfs sb_umount settime socket_accept socket_bind socket_connect socket_create
  socket_getpeername socket_getpeersec_dgram socket_getsockname socket_getsockopt socket_listen socket_post_create socket_recvmsg
  socket_sendmsg socket_shutdown socket_socketpair syslog task_alloc current_getsecid_subj task_getsecid_obj task_prctl task_setscheduler
  userns_create
`);

/** More of them, which 6.12 lacks and 7.2 has: each hook was tried there. */
export const lateSleepableHooks = words(
  'bdev_alloc_security bdev_setintegrity inode_post_removexattr inode_removexattr',
);

/** Hooks of LSM that are closed: bpf_lsm_disabled_hooks, which came after 6.1 and by 6.12 (21c7063f6d08). */
export const closedHooks = words(`
  vm_enough_memory inode_need_killpriv inode_getsecurity inode_listsecurity inode_copy_up_xattr getselfattr getprocattr setprocattr key_getsecurity
  audit_rule_match xfrm_decode_session ismaclabel
`);

/** One more, which 6.12 leaves open and 7.2 does not. */
export const lateClosedHooks = words('file_alloc_security');

/** Functions that no tracing program is attached to: btf_id_deny of kernel/bpf/verifier.c, which depends on the configuration; the last two by 6.12. */
export const deniedFunctions = words(
  'migrate_disable migrate_enable rcu_read_unlock_strict preempt_count_add preempt_count_sub',
);
export const lateDeniedFunctions = words('__rcu_read_lock __rcu_read_unlock');

/** Functions that do not return, of which none is left: noreturn_deny, since Linux 6.15 (cfe816d469dc) and in stable ones before. */
export const endlessFunctions = words(`
  __ia32_sys_exit __ia32_sys_exit_group __kunit_abort kunit_try_catch_throw __module_put_and_kthread_exit __x64_sys_exit __x64_sys_exit_group do_exit
  do_group_exit kthread_complete_and_exit kthread_exit make_task_dead
`);
