// SPDX-License-Identifier: (GPL-2.0-only OR BSD-2-Clause)
/* The part that runs in the kernel: whenever a process calls getaddrinfo() of the C library, report the name that it looks up. */
//@ kernel-ring
/* FILE:FUNCTION; libbpf finds the file where the linker would. The section "usdt/FILE:PROVIDER:PROBE" attaches to a USDT probe. */
SEC("uprobe/libc.so.6:getaddrinfo")
int BPF_KPROBE(on_getaddrinfo, const char *host)
{
	struct event *event = bpf_ringbuf_reserve(&events, sizeof(*event), 0);

	(void)ctx; /* the macro has it, for those who want more */
	if (!event) {
		__sync_fetch_and_add(&lost, 1);
		return 0;
	}
	event->pid = bpf_get_current_pid_tgid() >> 32;
	bpf_get_current_comm(event->comm, sizeof(event->comm));
	if (bpf_probe_read_user_str(event->host, sizeof(event->host), host) < 0)
		event->host[0] = '\0';
	bpf_ringbuf_submit(event, 0);
	return 0;
}
