// Programs that refer to a map, whose type and values a test gives.
#define SEC(name) __attribute__((section(name), used))
#define __uint(name, number) int (*name)[number]
#define __type(name, type) typeof(type) *name
#ifndef VALUE
#define VALUE int
#endif
struct bpf_spin_lock { unsigned val; };
struct bpf_timer { unsigned long opaque[2]; };
struct bpf_list_head { unsigned long opaque[2]; };
struct held { int number; struct HELD field; };
#ifdef GLOBAL
struct held map SEC(".data.held");
#else
struct {
	__uint(type, TYPE);
	__uint(max_entries, 4096);
	__type(key, int);
	__type(value, VALUE);
} map SEC(".maps");
#endif
char LICENSE[] SEC("license") = "GPL";

static inline int refers(void) { void *at = &map; asm volatile("" : "+r"(at)); return 0; }
SEC("syscall") int sleeps(void *context) { return refers(); }
SEC("tc") int wakes(void *context) { return refers(); }
SEC("tp/sched/sched_switch") int watches(void *context) { return refers(); }
SEC("socket") int filters(void *context) { return refers(); }
