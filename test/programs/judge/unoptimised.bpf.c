// What a compiler makes of CO-RE and of helpers, with -O0 or without. -DONLY= leaves one of the programs.
#define SEC(name) __attribute__((section(name), used))
#define CORE __attribute__((preserve_access_index))
#define ALL 0
#define READS 1
#define ASKS 2
#define CALLS 3
#ifndef ONLY
#define ONLY ALL
#endif

struct task_struct { int pid; } CORE;
struct nobody { int field; } CORE;
enum pid_type { PIDTYPE_PID };

#if ONLY == ALL || ONLY == READS
SEC("tp_btf/sched_switch") int reads(unsigned long long *context) { return ((struct task_struct *)context[1])->pid; }
#endif
#if ONLY == ALL || ONLY == ASKS
SEC("raw_tp/sched_switch") int asks_for_field(void *context)
{
	return __builtin_preserve_field_info(((struct task_struct *)0)->pid, 2);
}
#endif
#if ONLY == ALL
SEC("raw_tp/sched_switch") int asks_for_type(void *context)
{
	return __builtin_preserve_type_info(*(struct nobody *)0, 0);
}
SEC("raw_tp/sched_switch") int asks_for_value(void *context)
{
	return __builtin_preserve_enum_value(*(enum pid_type *)PIDTYPE_PID, 1);
}
SEC("raw_tp/sched_switch") int rests(void *context) { return 0; }
#endif
#if ONLY == ALL || ONLY == CALLS
static long (*bpf_ktime_get_ns)(void) = (void *)5;
SEC("raw_tp/sched_switch") int calls(void *context) { return bpf_ktime_get_ns() > 1; }
#endif

char licence[] SEC("license") = LICENCE;
