/* SPDX-License-Identifier: (GPL-2.0-only OR BSD-2-Clause) */
#ifndef NAME_H
#define NAME_H

/* One program about to be run, as the BPF program reports it to NAME.c. */
struct event {
	int pid;
	char comm[16];
	char filename[256];
};

#endif /* NAME_H */
