// SPDX-License-Identifier: (GPL-2.0-only OR BSD-2-Clause)
/* The part that runs as an ordinary program: loads NAME.bpf.c into the kernel and prints what it has counted, every second. */
#include <arpa/inet.h>
#include <net/if.h>
//@ user

//@ flows

/* A link goes with this process, and is refused (EBUSY) where the interface has a program of somebody else. */
static int attach(struct NAME_bpf *skel, int index)
{
	skel->links.on_packet = bpf_program__attach_xdp(skel->progs.on_packet, index);
	if (skel->links.on_packet)
		return 0;
	if (errno == EBUSY)
		fprintf(stderr, "NAME: the interface has another XDP program, which stays: see ip link\n");
	return -errno;
}

//@ table
