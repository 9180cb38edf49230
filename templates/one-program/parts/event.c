// SPDX-License-Identifier: (GPL-2.0-only OR BSD-2-Clause)
/* The part that runs in the kernel: at each execve, report who runs what. */
#include "vmlinux.h"
#include <bpf/bpf_core_read.h>
#include <bpf/bpf_helpers.h>

/* The kernel lends most helpers only to programs whose license is compatible with the GPL. */
char LICENSE[] SEC("license") = "Dual BSD/GPL";

/* One execve, as it is reported. */
struct event {
	__s32 pid;
	__s32 ppid;
	__u8 comm[16];      /* name of the process that calls execve; TASK_COMM_LEN in the kernel */
	__u8 filename[256]; /* what it asks the kernel to run; a longer path is cut */
};
