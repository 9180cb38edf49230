/* SPDX-License-Identifier: GPL-2.0 */
#ifndef HELLO_H
#define HELLO_H

/* One execve as hello_kern.c reports it through the ring buffer to hello_user.c. */
struct event {
	int pid;
	char comm[16];      /* name of the process that calls execve */
	char filename[256]; /* what it asks the kernel to run; a longer path is cut */
};

#endif /* HELLO_H */
