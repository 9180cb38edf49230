// map-shapes   reads lines "TYPE KEY VALUE ENTRIES FLAGS EXTRA", numbers of BPF_MAP_CREATE, and prints for each whether this kernel makes such a map: 1 or 0.
#include <linux/bpf.h>
#include <stdio.h>
#include <sys/syscall.h>
#include <unistd.h>

int main(void)
{
	union bpf_attr map = {};

	unsigned int extra;

	while (scanf("%u %u %u %u %u %u", &map.map_type, &map.key_size, &map.value_size, &map.max_entries, &map.map_flags, &extra) == 6) {
		int made;

		map.map_extra = extra;
		made = syscall(SYS_bpf, BPF_MAP_CREATE, &map, sizeof(map));

		printf("%d\n", made >= 0);
		if (made >= 0)
			close(made);
	}
	return 0;
}
