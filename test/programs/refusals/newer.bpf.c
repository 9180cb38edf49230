// What aya's sources know and older releases do not.
#define SEC(name) __attribute__((section(name), used))
#define number(name, value) int(*name)[value]

struct {
	number(type, 24);
	number(map_flags, 1);
	number(key_size, 4);
	number(value_size, 4);
} sockets SEC(".maps");

SEC("iter/task") int each(void *context) { return 0; }
SEC("uprobe.multi/libc.so.6:puts") int many(void *context) { return 0; }
SEC("xdp") int packets(void *context) { return 2; }
