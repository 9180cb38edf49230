/**
 * Fields that came in the place of others: struct, field, what took its place. Nothing is judged by them: they are named where a kernel's types have
 * the one and lack the other. Each was seen in the types of 5.10, 6.1, 6.12, 6.18 and 7.2.
 */
const rows = `
  task_struct state __state
  task_struct cpu thread_info.cpu
  bio bi_disk bi_bdev
  request rq_disk q->disk
  bio bi_issue issue_time_ns
  inode i_ctime __i_ctime
  inode i_ctime i_ctime_sec
  inode __i_ctime i_ctime_sec
  inode i_atime __i_atime
  inode i_atime i_atime_sec
  inode __i_atime i_atime_sec
  inode i_mtime __i_mtime
  inode i_mtime i_mtime_sec
  inode __i_mtime i_mtime_sec
  mnt_namespace list mounts
  dentry d_child d_sib
  dentry d_subdirs d_children
  dentry d_iname d_shortname
  file f_count f_ref
  page index __folio_index
  kernfs_node parent __parent
  cfs_rq nr_running nr_queued
  cfs_rq h_nr_running h_nr_queued
  mm_struct mmap mm_mt
  iov_iter type iter_type
  iov_iter iov __iov
  kernel_cap_struct cap val
  sk_buff vlan_present vlan_all
  sk_buff mono_delivery_time tstamp_type
  inet_sock transparent inet_flags
  inet_sock freebind inet_flags
  inet_sock bind_address_no_port inet_flags
`;

const renames = rows
  .trim()
  .split('\n')
  .map((row) => row.trim().split(' '));

/** What may stand where a kernel lacks a field, newer or older. */
export const renamesOf = (struct: string, field: string): readonly string[] =>
  renames.flatMap(([type, before = '', after = '']) => {
    if (type !== struct) return [];
    return before === field ? [after] : after === field ? [before] : [];
  });
