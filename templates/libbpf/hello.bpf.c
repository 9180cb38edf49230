// SPDX-License-Identifier: (GPL-2.0-only OR BSD-2-Clause)
/* The part that runs in the kernel: at each execve, report who runs what. */
#include "vmlinux.h"
#include <bpf/bpf_core_read.h>
#include <bpf/bpf_helpers.h>

#include "hello.h"

/* The kernel lends most helpers only to programs whose license is compatible with the GPL. */
char LICENSE[] SEC("license") = "Dual BSD/GPL";

/* Events on their way to hello.c: 256 KiB; the size must be a power of two and a multiple of the page size. */
struct {
	__uint(type, BPF_MAP_TYPE_RINGBUF);
	__uint(max_entries, 256 * 1024);
} events SEC(".maps");

/* A global variable that hello.c reads: events that found the ring buffer full. */
unsigned long lost = 0;

SEC("tracepoint/syscalls/sys_enter_execve")
int on_execve(struct trace_event_raw_sys_enter *ctx)
{
	struct task_struct *task = (struct task_struct *)bpf_get_current_task();
	int pid = bpf_get_current_pid_tgid() >> 32;
	struct event *event;

	/* The simplest output there is, for a first look: `sudo cat /sys/kernel/tracing/trace_pipe` shows it. */
	bpf_printk("Hello, eBPF! PID %d calls execve", pid);

	event = bpf_ringbuf_reserve(&events, sizeof(*event), 0);
	if (!event) {
		__sync_fetch_and_add(&lost, 1);
		return 0;
	}
	event->pid = pid;
	/* CO-RE: libbpf looks up where this kernel keeps these fields, so the same binary runs on other kernels. */
	event->ppid = BPF_CORE_READ(task, real_parent, tgid);
	bpf_get_current_comm(event->comm, sizeof(event->comm));
	/* Stays empty when the page that holds the name is not in memory yet: a BPF program may not wait for it. */
	if (bpf_probe_read_user_str(event->filename, sizeof(event->filename), (const char *)ctx->args[0]) < 0)
		event->filename[0] = '\0';
	bpf_ringbuf_submit(event, 0);
	return 0;
}
