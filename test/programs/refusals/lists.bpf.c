// Maps whose definitions list what the loader puts in: programs, and maps.
#define SEC(name) __attribute__((section(name), used))
#define number(name, value) int(*name)[value]

SEC("xdp") int one(void *context) { return 2; }

struct inner {
	number(type, 2);
	number(max_entries, 4);
	number(key_size, 4);
	number(value_size, 8);
} first SEC(".maps");

struct {
	number(type, 3);
	number(max_entries, 1);
	number(key_size, 4);
	int (*values[])(void *context);
} programs SEC(".maps") = {.values = {&one}};

struct {
	number(type, 12);
	number(max_entries, 1);
	number(key_size, 4);
	struct inner *values[];
} maps SEC(".maps") = {.values = {&first}};
