// Options of the kernel: its version by a typedef, or with -DPLAIN by a type of C itself.
#define SEC(name) __attribute__((section(name), used))
typedef unsigned int u32;
#ifdef PLAIN
extern unsigned int LINUX_KERNEL_VERSION SEC(".kconfig");
#else
extern u32 LINUX_KERNEL_VERSION SEC(".kconfig");
#endif
extern int CONFIG_HZ SEC(".kconfig");

SEC("tp/sched/sched_switch") int version(void *context) { return LINUX_KERNEL_VERSION > 0x060000; }
SEC("tp/sched/sched_switch") int option(void *context) { return CONFIG_HZ; }
SEC("tp/sched/sched_switch") int neither(void *context) { return 0; }
char licence[] SEC("license") = "GPL";
