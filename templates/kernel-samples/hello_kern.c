// SPDX-License-Identifier: GPL-2.0
/* The part that runs in the kernel: at each execve, report who runs what. */
#include <linux/types.h>
#include <uapi/linux/bpf.h>
#include <bpf/bpf_helpers.h>

#include "hello.h"

/* Events on their way to hello_user.c: 256 KiB; the size must be a power of two and a multiple of the page size. */
struct {
	__uint(type, BPF_MAP_TYPE_RINGBUF);
	__uint(max_entries, 256 * 1024);
} events SEC(".maps");

/* See /sys/kernel/tracing/events/syscalls/sys_enter_execve/format */
struct execve_args {
	unsigned long long common;
	long syscall;
	const char *filename;
};

SEC("tracepoint/syscalls/sys_enter_execve")
int on_execve(struct execve_args *ctx)
{
	struct event *event = bpf_ringbuf_reserve(&events, sizeof(*event), 0);

	if (!event)
		return 0;
	event->pid = bpf_get_current_pid_tgid() >> 32;
	bpf_get_current_comm(event->comm, sizeof(event->comm));
	if (bpf_probe_read_user_str(event->filename, sizeof(event->filename), ctx->filename) < 0)
		event->filename[0] = '\0';
	bpf_ringbuf_submit(event, 0);
	return 0;
}

char _license[] SEC("license") = "GPL";
