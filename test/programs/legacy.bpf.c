// Maps as they were defined before BTF, with loaders' extra fields behind those of libbpf, as tc and suricata have them.
struct definition {
	unsigned type, key_size, value_size, max_entries, flags, id, pinning;
};
__attribute__((section("maps"), used)) struct definition counts = {2, 4, 8, 16, 0, 0, 0};
__attribute__((section("maps"), used)) struct definition flows = {9, 12, 8, 1024, 2, 0, 0};
__attribute__((section("license"), used)) char licence[] = "GPL";

static void *(*lookup)(void *map, const void *key) = (void *)1;

__attribute__((section("xdp"), used)) int count(void *context)
{
	unsigned key = 0;
	unsigned long long *value = lookup(&counts, &key);
	return value ? 2 : 1;
}
