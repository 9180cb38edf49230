// SPDX-License-Identifier: (GPL-2.0-only OR BSD-2-Clause)
/* The part that runs in the kernel: called for each thread there is, it writes a line for each process. */
#include "vmlinux.h"
#include <bpf/bpf_helpers.h>
#include <bpf/bpf_tracing.h>

char LICENSE[] SEC("license") = "Dual BSD/GPL";

SEC("iter/task")
int on_task(struct bpf_iter__task *ctx)
{
	struct task_struct *task = ctx->task;

	/* NULL tells that there are no more. */
	if (!task)
		return 0;
	if (ctx->meta->seq_num == 0)
		BPF_SEQ_PRINTF(ctx->meta->seq, "PID     PPID    COMM\n");
	if (task->pid == task->tgid)
		BPF_SEQ_PRINTF(ctx->meta->seq, "%-7d %-7d %s\n", task->tgid, task->real_parent->tgid, task->comm);
	return 0;
}
