/* SPDX-License-Identifier: (GPL-2.0-only OR BSD-2-Clause) */
#ifndef NAME_H
#define NAME_H

/* One connect() over IPv4, as the BPF program reports it to NAME.c. */
struct event {
	int pid;
	unsigned int address; /* in network order */
	unsigned short port;  /* in network order */
	char comm[16];        /* TASK_COMM_LEN in the kernel */
};

#endif /* NAME_H */
