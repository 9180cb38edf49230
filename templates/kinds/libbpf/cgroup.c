// SPDX-License-Identifier: (GPL-2.0-only OR BSD-2-Clause)
/* The part that runs as an ordinary program: loads NAME.bpf.c into the kernel and prints what it reports. */
#include <arpa/inet.h>
#include <fcntl.h>
//@ user

//@ text
static int on_event(void *context, void *data, size_t size)
{
	struct event event = *(const struct event *)data;
	char address[INET_ADDRSTRLEN] = "";

	(void)context;
	(void)size;
	inet_ntop(AF_INET, &event.address, address, sizeof(address));
	printf("%-7d %-15s %s:%d\n", event.pid, printable(event.comm), address, ntohs(event.port));
	return ferror(stdout) ? -EIO : 0;
}

/* To a cgroup, and so to the processes in it and below it. The link goes with this process, and other programs there stay. */
static int attach(struct NAME_bpf *skel, const char *folder)
{
	int err, cgroup = open(folder, O_RDONLY | O_DIRECTORY | O_CLOEXEC);

	if (cgroup < 0) {
		fprintf(stderr, "NAME: %s: %s\n", folder, strerror(errno));
		return -errno;
	}
	skel->links.on_connect = bpf_program__attach_cgroup(skel->progs.on_connect, cgroup);
	err = skel->links.on_connect ? 0 : -errno;
	if (err == -EBADF)
		fprintf(stderr, "NAME: %s is not a cgroup of version 2: findmnt -t cgroup2 shows where they are\n", folder);
	close(cgroup);
	return err;
}

//@ ring
