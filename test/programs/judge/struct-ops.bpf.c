// A struct of functions whose members a test declares and sets.
#define SEC(name) __attribute__((section(name), used))
char LICENSE[] SEC("license") = "GPL";

SEC("struct_ops") int one(void *context) { return 0; }
struct own_ops { int (*call)(void); MEMBERS };
SEC(".struct_ops.link") struct own_ops ops = {.call = (void *)one, SET};
