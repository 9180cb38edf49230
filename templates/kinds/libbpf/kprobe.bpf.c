// SPDX-License-Identifier: (GPL-2.0-only OR BSD-2-Clause)
/* The part that runs in the kernel: at each file that is opened, report who opened what, and what came of it. */
//@ kernel-ring
/* What the entry knows and the return needs, by thread. */
struct {
	__uint(type, BPF_MAP_TYPE_HASH);
	__uint(max_entries, 10240);
	__type(key, u32);
	__type(value, struct event);
} opening SEC(".maps");

SEC("kprobe/vfs_open")
int BPF_KPROBE(on_open, const struct path *path)
{
	u64 id = bpf_get_current_pid_tgid();
	u32 thread = id;
	struct event event = {.pid = id >> 32};

	(void)ctx; /* the macro has it, for those who want more */
	bpf_get_current_comm(event.comm, sizeof(event.comm));
	/* CO-RE: libbpf looks up where this kernel keeps these fields. */
	bpf_probe_read_kernel_str(event.file, sizeof(event.file), BPF_CORE_READ(path, dentry, d_name.name));
	bpf_map_update_elem(&opening, &thread, &event, BPF_ANY);
	return 0;
}

SEC("kretprobe/vfs_open")
int BPF_KRETPROBE(on_opened, int result)
{
	u32 thread = bpf_get_current_pid_tgid();
	struct event *event = bpf_map_lookup_elem(&opening, &thread);

	(void)ctx; /* the macro has it, for those who want more */
	if (!event)
		return 0;
	event->result = result;
	if (bpf_ringbuf_output(&events, event, sizeof(*event), 0))
		__sync_fetch_and_add(&lost, 1);
	bpf_map_delete_elem(&opening, &thread);
	return 0;
}
