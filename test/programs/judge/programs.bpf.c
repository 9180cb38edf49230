// What programs ask of kernels, one thing a program.
#pragma clang diagnostic ignored "-Wignored-attributes"
#define SEC(name) __attribute__((section(name), used))
#define in(name) __attribute__((section(name)))
#define weak __attribute__((weak))
#define number(name, value) int(*name)[value]
#define read(size, from) \
	({ \
		long value = 0; \
		bpf_probe_read_kernel(&value, size, __builtin_preserve_access_index(&(from))); \
		value; \
	})

typedef unsigned int u32;
typedef unsigned long long u64;

enum bpf_func_id___guard { BPF_FUNC_loop___guard = 181 };
enum state { STATE_A = 1, STATE_B = 2 };
struct dentry {
	int d_inode;
} __attribute__((preserve_access_index));
struct thing {
	long wide;
	enum state state;
} __attribute__((preserve_access_index));

static long (*bpf_get_current_comm)(void *to, u32 size) = (void *)16;
static long (*bpf_override_return)(void *context, u64 value) = (void *)58;
static long (*bpf_d_path)(void *path, char *to, u32 size) = (void *)147;
static long (*bpf_copy_from_user)(void *to, u32 size, const void *from) = (void *)148;
static u64 (*bpf_get_current_task)(void) = (void *)35;
static u64 (*bpf_get_socket_cookie)(void *from) = (void *)46;
static u64 (*bpf_ktime_get_ns)(void) = (void *)5;
static long (*bpf_probe_read_kernel)(void *to, u32 size, const void *from) = (void *)113;
static long (*bpf_loop)(u32 count, void *callback, void *context, u64 flags) = (void *)181;
static void *(*bpf_ringbuf_reserve)(void *ringbuf, u64 size, u64 flags) = (void *)131;
static void (*bpf_ringbuf_discard)(void *data, u64 flags) = (void *)133;

struct {
	number(type, 27);
	number(max_entries, 4096);
} ring SEC(".maps");

extern int bpf_task_release(int one) in(".ksyms") weak;
extern int bpf_copy_from_user_str(int one) in(".ksyms") weak;
extern int of_nobody(int one) in(".ksyms") weak;
extern u32 LINUX_KERNEL_VERSION in(".kconfig");

static int once(u32 index, void *context) { return 0; }

int counter;
SEC("raw_tp/sys_enter") int adds(u64 *context) { return __sync_fetch_and_add(context, 1); }
// r0 = (s8)r1
SEC("raw_tp/sys_enter") int extends_signs(u64 *context) {
	asm volatile(".byte 0xbf, 0x10, 0x08, 0, 0, 0, 0, 0" ::: "r0");
	return 0;
}
SEC("raw_tp/sys_enter") int counts_globally(u64 *context) { return counter++; }
SEC("raw_tp/sys_enter") int calls_loop(u64 *context) { return bpf_loop(1, once, 0, 0); }

SEC("raw_tp/sys_enter") int asks_for_loop(u64 *context)
{
	if (__builtin_preserve_enum_value(*(enum bpf_func_id___guard *)BPF_FUNC_loop___guard, 0))
		return bpf_loop(1, once, 0, 0);
	return bpf_ktime_get_ns() > 1;
}

SEC("raw_tp/sys_enter") int asks_for_a_version(u64 *context)
{
	if (LINUX_KERNEL_VERSION >= 0x051100)
		return bpf_loop(1, once, 0, 0);
	return 0;
}

SEC("raw_tp/sys_enter") int writes_to_ring(u64 *context)
{
	void *data = bpf_ringbuf_reserve(&ring, 8, 0);
	if (data)
		bpf_ringbuf_discard(data, 0);
	return 0;
}

SEC("tc") int calls_kfunc(void *context) { return bpf_task_release(1); }
SEC("tc") int asks_for_kfunc(void *context)
{
	if (bpf_task_release)
		return bpf_task_release(1);
	return 0;
}

SEC("raw_tp/sys_enter") int calls_kfunc_of_others(void *context) { return bpf_task_release(1); }
SEC("tc") int calls_kfunc_of_nobody(void *context) { return of_nobody(1); }
SEC("fentry/do_thing") int kfunc_awake(void *context) { return bpf_copy_from_user_str(1); }
extern int bpf_wq_set_callback_impl(int one) in(".ksyms") weak;
SEC("fentry/do_thing") int kfunc_later(void *context) { return bpf_wq_set_callback_impl(1) + bpf_copy_from_user_str(1); }
SEC("lsm.s/file_open") int kfunc_asleep(void *context) { return bpf_copy_from_user_str(1); }

SEC("fentry/do_thing") int two_arguments(u64 *context) { return context[0] + context[1] > 1; }
SEC("fexit/do_thing") int the_result(u64 *context) { return context[2] > 1; }
SEC("fentry/no_such_function") int on_nothing(u64 *context) { return 0; }
SEC("fmod_ret/do_thing") int changes(u64 *context) { return 0; }
SEC("lsm/file_open") int hook(u64 *context) { return 0; }
SEC("tp_btf/event") int three_arguments(u64 *context) { return context[2] > 1; }
SEC("raw_tp/event") int raw_three_arguments(u64 *context) { return context[2] > 1; }
SEC("iter/task") int iterator(u64 *context) { return 0; }
SEC("kprobe/do_thing") int probe(void *context) { return 0; }
SEC("kprobe/__do_other_thing") int probe_of_none(void *context) { return 0; }
SEC("kprobe/dummy_target") int probe_of_choice(void *context) { return 0; }
SEC("kprobe/do_thing") int cookie_of_probe(void *context) { return bpf_get_socket_cookie(context) > 1; }
SEC("tp/things/event") int overrides(void *context) { return bpf_override_return(context, 1) > 1; }
SEC("fentry/do_thing") int path_of_any(u64 *context)
{
	char path[8];
	return bpf_d_path((void *)context[0], path, 8) > 1;
}
SEC("fentry/do_thing") int sleeps_awake(u64 *context)
{
	char text[8];
	return bpf_copy_from_user(text, 8, (void *)context[0]) > 1;
}
SEC("xdp") int name_of_packet(void *context)
{
	char name[16];
	return bpf_get_current_comm(name, 16) > 1;
}
SEC("tp/things/event") int traced(void *context) { return 0; }
SEC("?xdp.frags") int many_buffers(void *context) { return 2; }
SEC("lsm.s/file_open") int sleeps(u64 *context) { return 0; }

SEC("fentry/do_thing") int a_dentry(u64 *context)
{
	struct dentry *dentry = (void *)context[0];
	return read(4, dentry->d_inode) > 1;
}

struct pt_regs {
	unsigned long di;
	unsigned long si;
	unsigned long dx;
};

SEC("kprobe/do_thing") int a_dentry_of_probe(struct pt_regs *context)
{
	struct dentry *dentry = (void *)context->di;
	return read(4, dentry->d_inode) > 1;
}

SEC("kprobe/do_thing") int a_third(struct pt_regs *context) { return context->dx > 1; }

SEC("raw_tp/sys_enter") int reads_wide(u64 *context)
{
	struct thing *thing = (void *)bpf_get_current_task();
	return read(8, thing->wide) > 1;
}

SEC("raw_tp/sys_enter") int reads_state(u64 *context)
{
	struct thing *thing = (void *)bpf_get_current_task();
	return read(4, thing->state) == STATE_B;
}

SEC("raw_tp/sys_enter") int asks_for_state(u64 *context)
{
	struct thing *thing = (void *)bpf_get_current_task();
	return read(4, thing->state) == __builtin_preserve_enum_value(*(enum state *)STATE_B, 1);
}

#ifndef LICENCE
#define LICENCE "GPL"
#endif
char licence[] SEC("license") = LICENCE;
