static void print_protocol(int protocol)
{
	if (protocol == IPPROTO_UDP)
		printf("UDP");
	else if (protocol == IPPROTO_TCP)
		printf("TCP");
	else
		printf("protocol %d", protocol);
}

static void print_counts(int map)
{
	struct flow flow, *after = NULL;
	struct count count;

	while (bpf_map_get_next_key(map, after, &flow) == 0) {
		after = &flow;
		if (bpf_map_lookup_elem(map, &flow, &count))
			continue;
		print_protocol(flow.protocol);
		if (flow.port)
			printf(" port %d", ntohs(flow.port));
		printf(": %llu packets, %llu bytes\n", count.packets, count.bytes);
	}
	putchar('\n');
}

/* The interface of that name; 0 where there is none. */
static int interface(int argc, char **argv)
{
	int index = argc == 2 ? (int)if_nametoindex(argv[1]) : 0;

	if (argc != 2)
		fprintf(stderr, "usage: NAME INTERFACE, such as eth0: see ip link\n");
	else if (!index)
		fprintf(stderr, "NAME: there is no interface %s\n", argv[1]);
	return index;
}
