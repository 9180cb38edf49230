// Programs that loaders take, change or refuse each in its own way: an object for each -DCASE, with a program `asks` for it and one, `rests`, that asks for nothing.
#pragma clang diagnostic ignored "-Wignored-attributes"
#define SEC(name) __attribute__((section(name), used))
#define CORE __attribute__((preserve_access_index))
#define number(name, value) int(*name)[value]
#define weak __attribute__((weak))

typedef unsigned int u32;
typedef unsigned long long u64;

struct task_struct { int pid; int no_such_field; long prio; } CORE;
struct no_such_struct { int field; } CORE;
struct bpf_prog_array_item { void *prog; } CORE;
struct bpf_prog_array { int rcu; struct bpf_prog_array_item items[0]; } CORE;
enum pid_type { PIDTYPE_PID, PIDTYPE_NONE = 77 };
struct pid_namespace { int no_such_member; };
struct upid___matches { int nr; struct pid_namespace *ns; };

static u64 (*bpf_get_current_task)(void) = (void *)35;
static long (*bpf_probe_read_kernel)(void *to, u32 size, const void *from) = (void *)113;
static void *(*bpf_map_lookup_elem)(void *map, const void *key) = (void *)1;
static long (*bpf_copy_from_user)(void *to, u32 size, const void *from) = (void *)148;

#define read(from) \
	({ \
		int value = 0; \
		bpf_probe_read_kernel(&value, sizeof(value), __builtin_preserve_access_index(&(from))); \
		value; \
	})
#define task ((struct task_struct *)bpf_get_current_task())
#define size(type) __builtin_preserve_type_info(*(type *)0, 1)
#define exists(type) __builtin_preserve_type_info(*(type *)0, 0)

#ifdef MAP_TYPE
struct {
	number(type, MAP_TYPE);
#ifdef VALUE
	number(max_entries, 4096);
	VALUE *value;
#elif defined(RING)
	number(max_entries, RING);
#elif defined(TYPED)
	number(map_flags, 1);
	int *key, *value;
#else
	number(max_entries, 1);
	number(key_size, 4);
	number(value_size, 4);
#endif
} STATIC map SEC(".maps");
#endif
extern int no_such_kfunc(int one) SEC(".ksyms");
extern int no_such_function(int one);
extern int weak_kfunc(int one) SEC(".ksyms") weak;
extern u32 LINUX_KERNEL_VERSION SEC(".kconfig");
enum libbpf_tristate { TRI_NO, TRI_YES, TRI_MODULE };
#ifdef OPTION
extern OPTION CONFIG_BPF_SYSCALL SEC(".kconfig");
#endif
extern int CONFIG_NO_SUCH_OPTION SEC(".kconfig") weak;
extern const int no_such_variable SEC(".ksyms");

#ifndef AT
#define AT "raw_tp/sys_enter"
#endif
#ifndef ASKS
#define ASKS 0
#endif

SEC(AT) int asks(u64 *context) { return ASKS; }
SEC("raw_tp/sys_enter") int rests(u64 *context) { return 0; }
#ifdef LICENCE
char licence[] SEC("license") = LICENCE;
#endif
