// A function and a variable of the kernel, declared as a test says.
#define SEC(name) __attribute__((section(name), used))
#define __ksym __attribute__((section(".ksyms")))
#define __weak __attribute__((weak))
struct task { int pid; };
#ifdef FUNCTION
extern FUNCTION __ksym;
#endif
#ifdef VARIABLE
extern VARIABLE __ksym;
#endif
#ifndef ASKS
#define ASKS 0
#endif
char LICENSE[] SEC("license") = "GPL";

SEC("raw_tp/sys_enter") int asks(void *context) { return ASKS; }
SEC("raw_tp/sys_enter") int rests(void *context) { return 0; }
