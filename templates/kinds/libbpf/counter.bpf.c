// SPDX-License-Identifier: (GPL-2.0-only OR BSD-2-Clause)
/* The part that runs in the kernel: count the execve calls of each process by its name. */
#include "vmlinux.h"
#include <bpf/bpf_helpers.h>

/* The kernel lends most helpers only to programs whose license is compatible with the GPL. */
char LICENSE[] SEC("license") = "Dual BSD/GPL";

/* NAME.c reads it every second. A full map forgets what was not used for long (LRU). */
struct {
	__uint(type, BPF_MAP_TYPE_LRU_HASH);
	__uint(max_entries, 1024);
	__type(key, char[16]);
	__type(value, u64);
} counts SEC(".maps");

SEC("tracepoint/syscalls/sys_enter_execve")
int on_execve(void *ctx)
{
	char comm[16] = {};
	u64 first = 1, *count;

	(void)ctx;
	bpf_get_current_comm(comm, sizeof(comm));
	count = bpf_map_lookup_elem(&counts, comm);
	if (count)
		__sync_fetch_and_add(count, 1); /* other processors count, too */
	else
		bpf_map_update_elem(&counts, comm, &first, BPF_ANY);
	return 0;
}
