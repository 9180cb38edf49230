// Everything that `ebpf inspect` tells of, without a header of the system's: tests compile it for both byte orders.
#pragma clang diagnostic ignored "-Wignored-attributes"
#define SEC(name) __attribute__((section(name), used))
#define access(value) __builtin_preserve_access_index(value)
#define number(name, value) int(*name)[value]
#define type(name, of) typeof(of) *name

typedef unsigned char u8;
typedef unsigned int u32;
typedef unsigned long long u64;

struct task_struct {
	int pid;
	char comm[16];
	u32 on_cpu : 1;
} __attribute__((preserve_access_index));
struct task_struct___old {
	long state;
} __attribute__((preserve_access_index));
enum sample_enum { SAMPLE_ONE = 1 };
struct event {
	u32 pid;
	char comm[16];
};

static void *(*bpf_map_lookup_elem)(void *map, const void *key) = (void *)1;
static u64 (*bpf_ktime_get_ns)(void) = (void *)5;
static long (*bpf_probe_read_kernel)(void *to, u32 size, const void *from) = (void *)113;

struct {
	number(type, 1);
	number(max_entries, 64);
	number(map_flags, 1);
	type(key, u32);
	type(value, struct event);
	number(pinning, 1);
} events SEC(".maps");

struct inner {
	number(type, 2);
	number(max_entries, 4);
	number(key_size, 4);
	number(value_size, 8);
};
struct {
	number(type, 12);
	number(max_entries, 2);
	type(key, u32);
	struct inner *values[];
} outer SEC(".maps");

extern int CONFIG_HZ SEC(".kconfig");
extern u8 CONFIG_SAMPLE SEC(".kconfig") __attribute__((weak));
extern void sample_kfunc(struct task_struct *task) SEC(".ksyms") __attribute__((weak));
extern const void init_task SEC(".ksyms");

const volatile u32 wanted = 7;
u64 seen;

static __attribute__((noinline)) int count(struct task_struct *task)
{
	struct event here = {};
	bpf_probe_read_kernel(&here.comm, sizeof(here.comm), access(&task->comm));
	seen += here.comm[0];
	return here.comm[1];
}

SEC("fentry/do_unlinkat") int traced(u64 *context)
{
	struct task_struct *task = (void *)context[1];
	u32 key = wanted;
	if (bpf_map_lookup_elem(&events, &key))
		return count(task);
	if (__builtin_preserve_field_info(((struct task_struct___old *)task)->state, 2))
		return ((struct task_struct___old *)task)->state;
	if (sample_kfunc)
		sample_kfunc(task);
	return task->pid + task->on_cpu;
}

SEC("?kprobe/sample") int optional(void *context)
{
	u32 key = 0;
	return CONFIG_HZ + CONFIG_SAMPLE + (bpf_map_lookup_elem(&outer, &key) != 0) + bpf_ktime_get_ns();
}

SEC("lsm.s/file_open") int slept(void *context)
{
	return (u64)&init_task == wanted;
}

SEC("surprise") int unnamed(void *context)
{
	return 0;
}

SEC("license") char licence[] = "Dual BSD/GPL";
