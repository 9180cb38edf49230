// SPDX-License-Identifier: (GPL-2.0-only OR BSD-2-Clause)
/* The part that runs in the kernel: when a file was opened, report who opened what, and what came of it. */
//@ kernel-ring
/* fexit sees the arguments and the result; fentry, the way in, would see the arguments alone. */
SEC("fexit/vfs_open")
int BPF_PROG(on_opened, const struct path *path, struct file *file, int result)
{
	struct event *event = bpf_ringbuf_reserve(&events, sizeof(*event), 0);

	(void)ctx; /* the macro has it, for those who want more */
	(void)file;
	if (!event) {
		__sync_fetch_and_add(&lost, 1);
		return 0;
	}
	event->pid = bpf_get_current_pid_tgid() >> 32;
	event->result = result;
	bpf_get_current_comm(event->comm, sizeof(event->comm));
	/* The verifier knows the type of path, so its fields are read as in any C. */
	if (bpf_probe_read_kernel_str(event->file, sizeof(event->file), path->dentry->d_name.name) < 0)
		event->file[0] = '\0';
	bpf_ringbuf_submit(event, 0);
	return 0;
}
