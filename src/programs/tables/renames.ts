/**
 * What came in the place of what, and in which version of mainline, or between which two that were looked at. It is named where a kernel's types have the one and
 * lack the other, whatever its version: distributions backport. Each was seen in the types of 5.10, 6.1, 6.12, 6.18 and 7.2. Versions are those of the commits:
 * 2f064a59a11f (__state), 309dca309fc3 (bi_bdev), 3aa63a569c64 (__i_ctime), 736c55a02c47 (nr_queued), d5869fdc189f (block_rq_completion), fa2c3254d7cf
 * (prev_state), 92ef0fd55ac8 (inet_csk_accept), 6521f8917082 and abf08576afe3 (vfs_create), e50aae1d39ac (do_file_open), e6d50234ccb9 and 541003b576c3 (filename_*);
 * the others are of docs/breakages.md.
 */
/** Fields: struct, field, what took its place. */
const fieldRows = `
  task_struct state __state 5.14
  task_struct cpu thread_info.cpu 5.16
  bio bi_disk bi_bdev 5.12
  request rq_disk q->disk 5.17
  bio bi_issue issue_time_ns 6.12-6.18
  inode i_ctime __i_ctime 6.6
  inode i_ctime i_ctime_sec 6.6-6.11
  inode __i_ctime i_ctime_sec 6.11
  inode i_atime __i_atime 6.7
  inode i_atime i_atime_sec 6.7-6.11
  inode __i_atime i_atime_sec 6.11
  inode i_mtime __i_mtime 6.7
  inode i_mtime i_mtime_sec 6.7-6.11
  inode __i_mtime i_mtime_sec 6.11
  mnt_namespace list mounts 6.8
  dentry d_child d_sib 6.8
  dentry d_subdirs d_children 6.8
  dentry d_iname d_shortname 6.12-6.18
  file f_count f_ref 6.13
  page index __folio_index 6.12-6.18
  kernfs_node parent __parent 6.15
  cfs_rq nr_running nr_queued 6.14
  cfs_rq h_nr_running h_nr_queued 6.14
  mm_struct mmap mm_mt 6.1
  iov_iter type iter_type 5.14
  iov_iter iov __iov 6.4
  sk_buff vlan_present vlan_all 6.2
  sk_buff mono_delivery_time tstamp_type 6.11
  inet_sock transparent inet_flags 6.1-6.12
  inet_sock freebind inet_flags 6.1-6.12
  inet_sock bind_address_no_port inet_flags 6.1-6.12
`;

/** Types, with their keyword. */
const typeRows = `
  enum:req_opf enum:req_op 6.0
  struct:trace_event_raw_block_rq_complete struct:trace_event_raw_block_rq_completion 5.18
  struct:trace_event_raw_kmem_alloc struct:trace_event_raw_kmalloc 6.1
  struct:trace_event_raw_kmem_alloc_node struct:trace_event_raw_kmem_cache_alloc 6.1
  struct:trace_event_raw_kmem_free struct:trace_event_raw_kfree 5.12
  struct:security_hook_heads struct:lsm_static_calls_table 6.12
  struct:bpf_lpm_trie_key struct:bpf_lpm_trie_key_u8 6.9
  struct:kernel_cap_struct typedef:kernel_cap_t 6.3
`;

/** Functions, which no module has. */
const functionRows = `
  do_filp_open do_file_open 7.0
  do_unlinkat filename_unlinkat 7.0
  do_renameat2 filename_renameat2 7.0
  do_mkdirat filename_mkdirat 7.0
  kfree_skb kfree_skb_reason 5.17
  kfree_skb sk_skb_reason_drop 5.17-6.11
  kfree_skb_reason sk_skb_reason_drop 6.11
  __page_cache_alloc filemap_alloc_folio 5.16
  __page_cache_alloc filemap_alloc_folio_noprof 5.16-6.10
  filemap_alloc_folio filemap_alloc_folio_noprof 6.10
  __kmalloc __kmalloc_noprof 6.10
  kmem_cache_alloc kmem_cache_alloc_noprof 6.10
`;

/** Functions and tracepoints whose arguments changed. */
const argumentRows = `
  sched_switch 5.18
  kfree_skb 5.17 6.11
  sched_process_exit 6.12-6.18
  sched_stat_runtime 6.1-6.12
  ext4_write_begin 5.10-6.1
  block_rq_issue 5.11
  block_rq_insert 5.11
  inet_csk_accept 6.10
  tcp_recvmsg 5.19 6.12-6.18
  vfs_create 5.12 6.3 7.0
  vfs_unlink 5.12 6.3
  vfs_mkdir 5.12 6.3
  security_inode_setattr 6.0
`;

const read = (rows: string): readonly (readonly string[])[] =>
  rows
    .trim()
    .split('\n')
    .map((row) => row.trim().split(' '));

const [fields, types, functions, changed] = [read(fieldRows), read(typeRows), read(functionRows), read(argumentRows)];

/** What may stand where a kernel lacks something, newer or older, and when the one took the other's place. */
export interface Rename {
  readonly name: string;
  readonly when: string;
}

const otherOf = ([before = '', after = '', version = '']: readonly string[], name: string): readonly Rename[] => {
  const when = whenOf(version);
  if (before === name) return [{name: after, when}];
  return after === name ? [{name: before, when}] : [];
};

const whenOf = (version: string): string => {
  const [after = '', by] = version.split('-');
  return by === undefined ? `in ${after}` : `between ${after} and ${by}`;
};

/** Of a field. */
export const renamesOf = (struct: string, field: string): readonly Rename[] =>
  fields.flatMap(([type, ...row]) => (type === struct ? otherOf(row, field) : []));

/** Of a type, `struct:NAME`. */
export const renamesOfType = (type: string): readonly Rename[] => types.flatMap((row) => otherOf(row, type));

/** Of a function. */
export const renamesOfFunction = (name: string): readonly Rename[] => functions.flatMap((row) => otherOf(row, name));

/** When the arguments of a function or tracepoint changed, each time: `in 5.17, in 6.11`; undefined where that is not known. */
export const whenArgumentsChanged = (fn: string): string | undefined =>
  changed
    .find(([name]) => name === fn)
    ?.slice(1)
    .map(whenOf)
    .join(', ');
