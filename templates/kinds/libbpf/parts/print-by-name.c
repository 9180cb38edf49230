static void print_counts(int map)
{
	char comm[16], *after = NULL;
	u64 count;

	while (bpf_map_get_next_key(map, after, comm) == 0) {
		after = comm;
		if (bpf_map_lookup_elem(map, comm, &count) == 0)
			printf("%8llu %s\n", (unsigned long long)count, printable(memcpy((char[17]){}, comm, 16)));
	}
	putchar('\n');
}
