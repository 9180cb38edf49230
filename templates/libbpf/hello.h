/* SPDX-License-Identifier: (GPL-2.0-only OR BSD-2-Clause) */
#ifndef HELLO_H
#define HELLO_H

/* One execve as the BPF program reports it through the ring buffer to hello.c. */
struct event {
	int pid;
	int ppid;
	char comm[16];      /* name of the process that calls execve; TASK_COMM_LEN in the kernel */
	char filename[256]; /* what it asks the kernel to run; a longer path is cut */
};

#endif /* HELLO_H */
