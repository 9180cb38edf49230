// SPDX-License-Identifier: (GPL-2.0-only OR BSD-2-Clause)
/* The part that runs in the kernel: at each execve, report who runs what. */
//@ kernel-ring
SEC("tracepoint/syscalls/sys_enter_execve")
int on_execve(struct trace_event_raw_sys_enter *ctx)
{
	struct event *event = bpf_ringbuf_reserve(&events, sizeof(*event), 0);

	if (!event) {
		__sync_fetch_and_add(&lost, 1);
		return 0;
	}
	event->pid = bpf_get_current_pid_tgid() >> 32;
	bpf_get_current_comm(event->comm, sizeof(event->comm));
	/* Stays empty when the page that holds the name is not in memory yet: a BPF program may not wait for it. */
	if (bpf_probe_read_user_str(event->filename, sizeof(event->filename), (const char *)ctx->args[0]) < 0)
		event->filename[0] = '\0';
	bpf_ringbuf_submit(event, 0);
	return 0;
}
