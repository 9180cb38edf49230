// Maps and no program.
#define __uint(name, number) int (*name)[number]
struct {
	__uint(type, 1);
	__uint(max_entries, 1);
	__uint(key_size, 4);
	__uint(value_size, 4);
	__uint(pinning, PINNING);
} map __attribute__((section(".maps"), used));
