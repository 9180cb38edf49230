// SPDX-License-Identifier: (GPL-2.0-only OR BSD-2-Clause)
/* The part that runs in the kernel: before each program is run, report it, and let it run. */
//@ kernel-ring
SEC("lsm/bprm_check_security")
int BPF_PROG(on_exec, struct linux_binprm *bprm, int earlier)
{
	struct event *event = bpf_ringbuf_reserve(&events, sizeof(*event), 0);

	(void)ctx; /* the macro has it, for those who want more */
	if (!event) {
		__sync_fetch_and_add(&lost, 1);
		return earlier;
	}
	event->pid = bpf_get_current_pid_tgid() >> 32;
	bpf_get_current_comm(event->comm, sizeof(event->comm));
	if (bpf_probe_read_kernel_str(event->filename, sizeof(event->filename), bprm->filename) < 0)
		event->filename[0] = '\0';
	bpf_ringbuf_submit(event, 0);
	return earlier; /* what the programs before this one decided; -EPERM (-1) would forbid it */
}
