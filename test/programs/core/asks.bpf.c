// CO-RE relocations of kinds that Debian's objects have none of, or where loaders differ: each loader's own code says what becomes of them. Types whose names
// end with `___matches` are asked for by bpf_core_type_matches(), which clang 14 does not have: asks.ts makes it of bpf_core_type_exists().
#define SEC(name) __attribute__((section(name), used))
#define PROGRAM(name) SEC("tp/" #name) unsigned long long name(void *context)
#define CORE __attribute__((preserve_access_index))
#define exists(type) __builtin_preserve_type_info(*(type *)0, 0)
#define size(type) __builtin_preserve_type_info(*(type *)0, 1)
#define id(type) __builtin_btf_type_id(*(type *)0, 1)
#define value(type, name) __builtin_preserve_enum_value(*(type *)name, 1)
#define from(type, field) ((type *)context)->field

typedef unsigned int u32;
typedef unsigned long long u64;
typedef int pid_t;

// The same, and less of it.
struct list_head { struct list_head *next, *prev; };
struct list_head___matches { struct list_head *next, *prev; };
struct vfsmount; struct dentry;
struct path___matches { struct vfsmount *mnt; struct dentry *dentry; };
struct callback_head___matches { struct callback_head *next; void (*func)(struct callback_head *head); };
struct kernel_param; struct module; struct inode; struct file; struct seq_file;
struct kernel_param_ops___matches { unsigned flags; int (*set)(const char *text, const struct kernel_param *parameter); };
union sigval___matches { int sival_int; };
enum pid_type___matches { PIDTYPE_PID, PIDTYPE_SID = 17 };
struct cred___matches { struct { int counter; } usage; };
// Something else.
struct tm___matches { long tm_sec; };
struct timespec64___matches { u64 tv_sec; };
struct rb_node___matches { u64 __rb_parent_color; struct rb_node *rb_right, *rb_left, *more; };
enum tcp_ca_state___matches { TCP_CA_Open, TCP_CA_NoSuchState };
union inode___matches { int nr; };
struct no_such_type___matches { int one; };
struct qstr___matches { union { struct { u32 hash; u32 len; }; u64 hash_len; }; const unsigned char *name; };
// Behind a pointer a struct of the same name with another member.
struct pid_namespace { int no_such_member; };
struct upid___matches { int nr; struct pid_namespace *ns; };
struct hlist_node { char next; };
struct hlist_head___matches { struct hlist_node *first; };
struct file_operations___matches { struct module *owner; int (*open)(struct inode *inode, struct file *file); };
struct seq_operations___matches { void *(*start)(struct seq_file *file); };
// A float, in a kernel and in the object.
struct file___matches { float f_mode; };

PROGRAM(match) { return exists(struct list_head___matches) + exists(struct path___matches) + exists(struct callback_head___matches); }
PROGRAM(match_more)
{
	return exists(struct kernel_param_ops___matches) + exists(union sigval___matches) + exists(enum pid_type___matches) +
	       exists(struct cred___matches) + exists(struct qstr___matches) + exists(struct file_operations___matches);
}
PROGRAM(match_not)
{
	return exists(struct tm___matches) + exists(struct timespec64___matches) + exists(struct rb_node___matches) +
	       exists(enum tcp_ca_state___matches) + exists(struct no_such_type___matches) + exists(struct seq_operations___matches) + exists(union inode___matches);
}
PROGRAM(match_pointed)
{
	return exists(struct hlist_head___matches) + exists(struct upid___matches) + exists(struct pid_namespace) + exists(struct hlist_node) + exists(struct list_head);
}
PROGRAM(match_float) { return exists(struct file___matches); }

struct no_such_struct { int field; } CORE;
typedef struct { int counter; } CORE atomic_t___own;
struct atomic_t { int counter; } CORE;
struct loff_t { int counter; } CORE;
union task_struct___union { int pid; } CORE;
PROGRAM(missing_size) { return size(struct no_such_struct); }
PROGRAM(missing_id) { return id(struct no_such_struct); }
PROGRAM(missing_type) { return exists(struct no_such_struct); }
PROGRAM(kept_size) { return size(struct list_head) + id(struct list_head); }
PROGRAM(behind_typedef) { return from(struct atomic_t, counter) + size(struct atomic_t); }
PROGRAM(typedef_of_number) { return from(struct loff_t, counter); }
PROGRAM(by_typedef) { return from(atomic_t___own, counter) + size(atomic_t___own); }
PROGRAM(other_kind) { return from(union task_struct___union, pid); }

enum kept { KEPT };
struct task_struct { long prio; u64 flags; char *stack; int tgid[2]; u32 no_such_field; enum kept exit_code; } CORE;
struct task_struct___deep { struct { struct { int nr_cpus_allowed; }; }; struct { long pid; } se; } CORE;
PROGRAM(signed_width) { return from(struct task_struct, prio); }
PROGRAM(unsigned_width) { return from(struct task_struct, flags); }
PROGRAM(pointer_width) { return (u64)from(struct task_struct, stack); }
PROGRAM(array_of_number) { return from(struct task_struct, tgid[1]); }
PROGRAM(missing_field) { return from(struct task_struct, no_such_field); }
PROGRAM(enum_of_number) { return from(struct task_struct, exit_code); }
PROGRAM(anonymous) { return from(struct task_struct___deep, nr_cpus_allowed) + from(struct task_struct___deep, se.pid); }
PROGRAM(sizes)
{
	return __builtin_preserve_field_info(from(struct task_struct, prio), 1) + __builtin_preserve_field_info(from(struct task_struct, flags), 3) +
	       __builtin_preserve_field_info(from(struct task_struct, flags), 4) + __builtin_preserve_field_info(from(struct task_struct, prio), 5);
}

enum arg_track_state { ARG_NONE = 1 };
enum hmm_pfn_flags { HMM_PFN_VALID = 1 };
enum pid_type___kept { PIDTYPE_MAX = 1, PIDTYPE_NONE = 2 };
PROGRAM(negative) { return value(enum arg_track_state, ARG_NONE); }
PROGRAM(wide) { return value(enum hmm_pfn_flags, HMM_PFN_VALID); }
PROGRAM(moved) { return value(enum pid_type___kept, PIDTYPE_MAX); }
PROGRAM(missing_value) { return value(enum pid_type___kept, PIDTYPE_NONE) + __builtin_preserve_enum_value(*(enum pid_type___kept *)PIDTYPE_NONE, 0); }

struct array_end { int length; int items[]; } CORE;
struct cred { int usage; struct { int val; } uid; } CORE;
struct bpf_prog_array { int rcu[4]; int items[0]; } CORE;
PROGRAM(flexible) { return from(struct bpf_prog_array, items[0]); }
PROGRAM(flexible_next) { return from(struct bpf_prog_array, items[1]); }
PROGRAM(nested) { return from(struct cred, uid.val); }

char licence[] SEC("license") = "GPL";
