// Programs whose names say what the verifier makes of a field that no kernel has: `dead` where a guard cuts it off, `reached` where none does,
// `conditional` where constants decide that a loader sets; with those below, the last word of the name.
#pragma clang diagnostic ignored "-Wignored-attributes"
#define SEC(name) __attribute__((section(name), used))
#define apart static __attribute__((__noinline__))
#define exists(field) __builtin_preserve_field_info(field, 2)
#define read(from) \
	({ \
		long value = 0; \
		bpf_probe_read_kernel(&value, 4, __builtin_preserve_access_index(&(from))); \
		value; \
	})

typedef unsigned int u32;
typedef unsigned long long u64;

struct task_struct {
	int pid;
	int no_such_field;
	int nor_this_one;
} __attribute__((preserve_access_index));
struct no_such_struct {
	int field;
} __attribute__((preserve_access_index));

static u64 (*bpf_get_current_task)(void) = (void *)35;
static u64 (*bpf_ktime_get_ns)(void) = (void *)5;
static long (*bpf_probe_read_kernel)(void *to, u32 size, const void *from) = (void *)113;
static long (*bpf_loop)(u32 count, void *callback, void *context, u64 flags) = (void *)181;

const volatile u32 zero = 0;
const volatile u32 one = 1;
const volatile char flag = 0;
u32 written;
extern u32 CONFIG_NO_SUCH_OPTION SEC(".kconfig") __attribute__((weak));

#define PROGRAM(name) \
	static __attribute__((always_inline)) int name##_body(struct task_struct *task); \
	SEC("raw_tp/sys_enter") int name(void *context) { return name##_body((void *)bpf_get_current_task()); } \
	static __attribute__((always_inline)) int name##_body(struct task_struct *task)

PROGRAM(reached_bare) { return read(task->no_such_field); }

PROGRAM(dead_guarded)
{
	if (exists(task->no_such_field))
		return read(task->no_such_field);
	return 0;
}

PROGRAM(reached_wrong_way_round)
{
	if (!exists(task->no_such_field))
		return read(task->no_such_field);
	return 0;
}

PROGRAM(reached_guard_of_another)
{
	if (exists(task->pid))
		return read(task->no_such_field);
	return 0;
}

PROGRAM(dead_both)
{
	if (exists(task->no_such_field) && exists(task->pid))
		return read(task->no_such_field);
	return 0;
}

PROGRAM(reached_either)
{
	if (exists(task->no_such_field) || exists(task->pid))
		return read(task->no_such_field);
	return 0;
}

PROGRAM(dead_else)
{
	if (exists(task->pid))
		return read(task->pid);
	return read(task->no_such_field);
}

PROGRAM(dead_struct)
{
	struct no_such_struct *other = (void *)task;
	if (exists(other->field))
		return read(other->field);
	return 0;
}

PROGRAM(reached_after_input)
{
	if (bpf_ktime_get_ns() & 1)
		return read(task->no_such_field);
	return 0;
}

PROGRAM(reached_global)
{
	if (written)
		return read(task->no_such_field);
	return 0;
}

PROGRAM(conditional_dead)
{
	if (zero)
		return read(task->no_such_field);
	return 0;
}

PROGRAM(conditional_reached)
{
	if (one)
		return read(task->no_such_field);
	return 0;
}

PROGRAM(conditional_sum_reached)
{
	if (one + zero == 1)
		return read(task->no_such_field);
	return 0;
}

PROGRAM(conditional_byte_dead)
{
	if (flag && bpf_ktime_get_ns())
		return read(task->no_such_field);
	return 0;
}

PROGRAM(conditional_option)
{
	if (CONFIG_NO_SUCH_OPTION)
		return read(task->no_such_field);
	return 0;
}

PROGRAM(reached_both_ways)
{
	if (zero)
		written = 1;
	return read(task->no_such_field);
}

PROGRAM(reached_in_either_branch)
{
	if (zero)
		written = read(task->no_such_field);
	else
		written = bpf_ktime_get_ns() + read(task->no_such_field);
	return 0;
}

apart int reader(struct task_struct *task) { return read(task->no_such_field) + written; }

PROGRAM(dead_function)
{
	if (exists(task->no_such_field))
		return reader(task);
	return 0;
}

PROGRAM(reached_function) { return reader(task) + 1; }

apart int known(struct task_struct *task)
{
	asm volatile("");
	return exists(task->no_such_field);
}

PROGRAM(dead_answer_of_a_function)
{
	if (known(task))
		return read(task->no_such_field);
	return 0;
}

PROGRAM(dead_spilled)
{
	volatile u64 there = exists(task->no_such_field);
	bpf_ktime_get_ns();
	if (there)
		return read(task->no_such_field);
	return 0;
}

apart int handed(struct task_struct *task, int there)
{
	asm volatile("");
	return there ? read(task->no_such_field) : 0;
}

PROGRAM(dead_handed_on) { return handed(task, exists(task->no_such_field)); }

apart int handed_two(struct task_struct *task, int there)
{
	asm volatile("");
	return there ? read(task->no_such_field) : 0;
}

PROGRAM(reached_handed_on) { return handed_two(task, 0) + handed_two(task, exists(task->pid)); }

PROGRAM(dead_loop)
{
	int sum = 0;
	for (int count = 0; count < 4; count++)
		if (exists(task->no_such_field))
			sum += read(task->no_such_field);
	return sum;
}

PROGRAM(reached_loop)
{
	int sum = 0;
	for (int count = 0; count < 4; count++) {
		asm volatile("" : "+r"(count));
		if (bpf_ktime_get_ns() & 1)
			sum += read(task->no_such_field);
	}
	return sum;
}

apart long callback(u32 index, void *context)
{
	return read(((struct task_struct *)bpf_get_current_task())->no_such_field) & 1;
}

PROGRAM(reached_callback)
{
	u64 context = 0;
	bpf_loop(2, callback, &context, 0);
	return 0;
}

PROGRAM(reached_overwritten)
{
	volatile u64 there = exists(task->no_such_field);
	bpf_probe_read_kernel((void *)&there, 8, task);
	if (there)
		return read(task->no_such_field);
	return 0;
}

__attribute__((__noinline__)) int global_reader(u64 from) { return read(((struct task_struct *)from)->no_such_field) + written; }

PROGRAM(reached_global_function) { return global_reader((u64)task); }

SEC("license") char licence[] = "GPL";
