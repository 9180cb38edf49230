// SPDX-License-Identifier: (GPL-2.0-only OR BSD-2-Clause)
/* The part that runs in the kernel: at each connect() over IPv4 in a cgroup, report who connects to where. */
//@ kernel-ring
SEC("cgroup/connect4")
int on_connect(struct bpf_sock_addr *ctx)
{
	struct event *event = bpf_ringbuf_reserve(&events, sizeof(*event), 0);

	if (!event) {
		__sync_fetch_and_add(&lost, 1);
		return 1;
	}
	event->pid = bpf_get_current_pid_tgid() >> 32;
	event->address = ctx->user_ip4;
	event->port = ctx->user_port;
	bpf_get_current_comm(event->comm, sizeof(event->comm));
	bpf_ringbuf_submit(event, 0);
	return 1; /* allow it; 0 makes connect() fail with EPERM */
}
