/* SPDX-License-Identifier: (GPL-2.0-only OR BSD-2-Clause) */
#ifndef NAME_H
#define NAME_H

/* One look-up of a name, as the BPF program reports it to NAME.c. */
struct event {
	int pid;
	char comm[16]; /* TASK_COMM_LEN in the kernel */
	char host[128];
};

#endif /* NAME_H */
