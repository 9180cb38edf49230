/* SPDX-License-Identifier: (GPL-2.0-only OR BSD-2-Clause) */
#ifndef NAME_H
#define NAME_H

/* One execve, as the BPF program reports it to NAME.c. */
struct event {
	int pid;
	char comm[16];      /* who calls execve; TASK_COMM_LEN in the kernel */
	char filename[256]; /* what is to be run; a longer path is cut */
};

#endif /* NAME_H */
