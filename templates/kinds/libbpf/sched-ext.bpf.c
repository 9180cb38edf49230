// SPDX-License-Identifier: (GPL-2.0-only OR BSD-2-Clause)
/* The part that runs in the kernel: a scheduler that leaves the order of tasks to the kernel, and counts how often each gets a processor. */
#include "vmlinux.h"
#include <bpf/bpf_helpers.h>
#include <bpf/bpf_tracing.h>

char LICENSE[] SEC("license") = "Dual BSD/GPL";

/* NAME.c reads it every second. A full map forgets what was not used for long (LRU). */
struct {
	__uint(type, BPF_MAP_TYPE_LRU_HASH);
	__uint(max_entries, 1024);
	__type(key, char[16]);
	__type(value, u64);
} counts SEC(".maps");

/* Set when the kernel has ended the scheduler, and why. */
int ended = 0;
char why[128] = {};

SEC("struct_ops/on_running")
void BPF_PROG(on_running, struct task_struct *task)
{
	char comm[16] = {};
	u64 first = 1, *count;

	(void)ctx; /* the macro has it, for those who want more */
	bpf_probe_read_kernel_str(comm, sizeof(comm), task->comm);
	count = bpf_map_lookup_elem(&counts, comm);
	if (count)
		__sync_fetch_and_add(count, 1); /* other processors count, too */
	else
		bpf_map_update_elem(&counts, comm, &first, BPF_ANY);
}

SEC("struct_ops/on_exit")
void BPF_PROG(on_exit, struct scx_exit_info *info)
{
	(void)ctx;
	bpf_probe_read_kernel_str(why, sizeof(why), info->reason);
	ended = 1;
}

/* A scheduler is a table of functions. Those that are not here are the kernel's own: first come, first served. */
SEC(".struct_ops.link")
struct sched_ext_ops scheduler = {
	.running = (void *)on_running,
	.exit = (void *)on_exit,
	.name = "NAME",
};
