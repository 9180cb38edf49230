// Programs that ask a kernel for little, and with -DBAD for what no kernel has.
typedef unsigned int u32;
typedef int pid_t;
#define SEC(name) __attribute__((section(name), used))
#define CORE __attribute__((preserve_access_index))

struct task_struct {
  pid_t tgid;
  unsigned int __state;
  unsigned int state;
  unsigned int no_such_field;
} CORE;

static long (*bpf_get_current_task)(void) = (void *)35;
static long (*bpf_probe_read_kernel)(void *to, u32 bytes, const void *from) = (void *)113;

char LICENSE[] SEC("license") = "GPL";

SEC("perf_event")
int handle_exec(void *ctx) {
  struct task_struct *task = (void *)bpf_get_current_task();
  u32 state = 0;
  bpf_probe_read_kernel(&state, sizeof(state), &task->__state);
  return state == 77;
}

#ifdef BAD
SEC("perf_event")
int handle_open(void *ctx) {
  struct task_struct *task = (void *)bpf_get_current_task();
  u32 old = 0, none = 0;
  bpf_probe_read_kernel(&old, sizeof(old), &task->state);
  bpf_probe_read_kernel(&none, sizeof(none), &task->no_such_field);
  return old == 77 && none;
}

SEC("?perf_event")
int handle_unlink(void *ctx) {
  struct task_struct *task = (void *)bpf_get_current_task();
  u32 none = 0;
  bpf_probe_read_kernel(&none, sizeof(none), &task->no_such_field);
  return none;
}
#endif
