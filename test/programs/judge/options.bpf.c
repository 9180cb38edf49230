// An object that takes an option of the kernel, or what libbpf makes up, as OPTION declares it.
#define __kconfig __attribute__((section(".kconfig")))
#define __weak __attribute__((weak))
enum libbpf_tristate { TRI_NO, TRI_YES, TRI_MODULE };
struct pair { int one, other; };

extern OPTION;
char LICENSE[] __attribute__((section("license"), used)) = "GPL";

__attribute__((section("socket"), used)) int asks(void *context) { return *(volatile char *)&NAME; }
