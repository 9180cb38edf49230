// What kernels changed, each used by a program that does not guard it. The names of the programs are those in breakages.test.ts.
#pragma clang diagnostic ignored "-Wignored-attributes"
#define SEC(name) __attribute__((section(name), used))
#define CORE __attribute__((preserve_access_index))
#define read(size, from) \
	({ \
		char value[64] = {}; \
		bpf_probe_read_kernel(value, size, __builtin_preserve_access_index(&(from))); \
		value[0] + value[1]; \
	})
#define FIELD(program, type, field) \
	SEC("raw_tp/sys_enter") int program(u64 *context) \
	{ \
		struct type *at = (void *)bpf_get_current_task(); \
		return read(sizeof(at->field), at->field); \
	}
#define BITS(program, type, field) \
	SEC("raw_tp/sys_enter") int program(u64 *context) \
	{ \
		struct type *at = (void *)bpf_get_current_task(); \
		return read(__builtin_preserve_field_info(at->field, 1), *((char *)at + __builtin_preserve_field_info(at->field, 0))); \
	}
#define ARGUMENT(program, section, number) \
	SEC(section) int program(u64 *context) { return context[(number) - 1] > 1; }

typedef unsigned int u32;
typedef unsigned char u8;
typedef unsigned long long u64;
typedef long long s64;

static u64 (*bpf_get_current_task)(void) = (void *)35;
static long (*bpf_probe_read_kernel)(void *to, u32 size, const void *from) = (void *)113;

struct list_head {
	void *next, *prev;
} CORE;
struct timespec64 {
	s64 tv_sec;
	long tv_nsec;
} CORE;
struct task_struct {
	long state;
	unsigned int cpu;
} CORE;
struct bio_issue {
	u64 value;
} CORE;
struct bio {
	void *bi_disk;
	struct bio_issue bi_issue;
} CORE;
struct request {
	void *rq_disk;
} CORE;
struct inode {
	struct timespec64 i_ctime, i_atime, i_mtime;
} CORE;
struct inode___seconds {
	long i_ctime_nsec;
} CORE;
struct mnt_namespace {
	struct list_head list;
} CORE;
struct dentry {
	struct list_head d_child, d_subdirs;
	unsigned char d_iname[32];
	struct inode *d_inode;
} CORE;
typedef struct {
	s64 counter;
} atomic_long_t;
struct file {
	atomic_long_t f_count;
} CORE;
struct page {
	unsigned long index;
} CORE;
struct kernfs_node {
	struct kernfs_node *parent;
} CORE;
struct tty_driver {
	short type;
} CORE;
struct cfs_rq {
	unsigned int nr_running, h_nr_running;
} CORE;
struct mm_rss_stat {
	atomic_long_t count[4];
} CORE;
struct mm_struct {
	struct mm_rss_stat rss_stat;
	void *mmap;
} CORE;
struct vm_area_struct {
	struct vm_area_struct *vm_next;
} CORE;
struct iov_iter {
	unsigned int type;
	void *iov;
} CORE;
struct kernel_cap_struct {
	u32 cap[2];
} CORE;
struct sk_buff {
	u8 vlan_present : 1;
	u8 mono_delivery_time : 1;
} CORE;
struct inet_sock {
	u8 transparent : 1;
} CORE;
struct trace_event_raw_block_rq_complete {
	int error;
} CORE;
struct trace_event_raw_kmem_alloc {
	unsigned long bytes_req;
} CORE;
struct trace_event_raw_kmem_free {
	void *ptr;
} CORE;
struct trace_event_raw_sched_process_template {
	char comm[16];
} CORE;
struct hlist_head {
	void *first;
} CORE;
struct security_hook_heads {
	struct hlist_head file_open;
} CORE;
struct bpf_lpm_trie_key {
	u32 prefixlen;
} CORE;
enum req_opf { REQ_OP_READ = 0 };

#ifndef DAMAGE
FIELD(task_state, task_struct, state)
FIELD(task_cpu, task_struct, cpu)
FIELD(bio_disk, bio, bi_disk)
FIELD(bio_issue_time, bio, bi_issue.value)
FIELD(request_disk, request, rq_disk)
FIELD(inode_ctime, inode, i_ctime.tv_sec)
FIELD(inode_atime, inode, i_atime.tv_sec)
#endif
FIELD(inode_ctime_wide, inode___seconds, i_ctime_nsec)
#ifndef DAMAGE
FIELD(namespace_list, mnt_namespace, list.next)
FIELD(dentry_child, dentry, d_child.next)
FIELD(dentry_name, dentry, d_iname)
FIELD(file_count, file, f_count.counter)
FIELD(page_index, page, index)
FIELD(kernfs_parent, kernfs_node, parent)
FIELD(tty_type, tty_driver, type)
FIELD(queue_running, cfs_rq, nr_running)
FIELD(queue_h_running, cfs_rq, h_nr_running)
FIELD(memory_rss, mm_struct, rss_stat.count[0].counter)
FIELD(memory_areas, mm_struct, mmap)
FIELD(area_next, vm_area_struct, vm_next)
FIELD(iterator_type, iov_iter, type)
FIELD(iterator_vector, iov_iter, iov)
FIELD(capabilities, kernel_cap_struct, cap[0])
BITS(packet_vlan, sk_buff, vlan_present)
BITS(packet_time, sk_buff, mono_delivery_time)
BITS(socket_transparent, inet_sock, transparent)
FIELD(event_rq_complete, trace_event_raw_block_rq_complete, error)
FIELD(event_alloc, trace_event_raw_kmem_alloc, bytes_req)
FIELD(event_free, trace_event_raw_kmem_free, ptr)
FIELD(event_process, trace_event_raw_sched_process_template, comm)
FIELD(lsm_heads, security_hook_heads, file_open.first)
FIELD(trie_key, bpf_lpm_trie_key, prefixlen)
SEC("raw_tp/sys_enter") int request_operation(u64 *context)
{
	return __builtin_preserve_enum_value(*(enum req_opf *)REQ_OP_READ, 1) + 1;
}

ARGUMENT(switch_state, "raw_tp/sched_switch", 4)
ARGUMENT(skb_reason, "raw_tp/kfree_skb", 3)
ARGUMENT(skb_socket, "raw_tp/kfree_skb", 4)
ARGUMENT(exit_group, "raw_tp/sched_process_exit", 2)
ARGUMENT(runtime_virtual, "raw_tp/sched_stat_runtime", 3)
ARGUMENT(write_flags, "raw_tp/ext4_write_begin", 4)
ARGUMENT(issue_request, "raw_tp/block_rq_issue", 2)
ARGUMENT(accept_error, "fentry/inet_csk_accept", 3)
ARGUMENT(receive_address, "fentry/tcp_recvmsg", 6)
ARGUMENT(create_exclusive, "fentry/vfs_create", 5)

SEC("fentry/kfree_skb") int on_kfree_skb(u64 *context) { return 0; }
SEC("fentry/do_filp_open") int on_filp_open(u64 *context) { return 0; }
SEC("fentry/account_page_dirtied") int on_dirtied(u64 *context) { return 0; }
SEC("fentry/__page_cache_alloc") int on_page_cache(u64 *context) { return 0; }
SEC("fentry/__kmalloc") int on_kmalloc(u64 *context) { return 0; }
SEC("fentry/kmem_cache_alloc") int on_cache_alloc(u64 *context) { return 0; }
SEC("fentry/sys_execve") int on_execve(u64 *context) { return 0; }
SEC("fentry/attach_recursive_mnt") int on_attach_mount(u64 *context) { return 0; }
SEC("fentry/blk_account_io_start") int on_io_start(u64 *context) { return 0; }


#endif
struct pt_regs {
	unsigned long r15, r14, r13, r12, bp, bx, r11, r10, r9, r8, ax, cx, dx, si, di;
};
#define DENTRY(program, function, register) \
	SEC("kprobe/" function) int program(struct pt_regs *context) \
	{ \
		struct dentry *dentry = (void *)context->register; \
		return read(8, dentry->d_inode); \
	}
#ifndef DAMAGE
DENTRY(create_dentry, "vfs_create", si)
#endif
DENTRY(unlink_dentry, "vfs_unlink", si)
DENTRY(setattr_dentry, "security_inode_setattr", di)

char licence[] SEC("license") = "GPL";
