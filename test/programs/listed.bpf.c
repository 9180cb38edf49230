// What is attached to names that no types have: whether they are there, /proc/kallsyms and tracefs of a host tell.
#define SEC(name) __attribute__((section(name), used))
#define PROGRAM(name, at) \
	SEC(at) int name(void *context) { \
		return 0; \
	}

PROGRAM(no_function, "kprobe/no_such_function")
PROGRAM(event, "tracepoint/sched/sched_process_exec")
PROGRAM(no_event, "tracepoint/sched/no_such_event")
PROGRAM(no_category, "tracepoint/no_such_category/sched_process_exec")

char _license[] SEC("license") = "GPL";
