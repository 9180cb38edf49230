// SPDX-License-Identifier: (GPL-2.0-only OR BSD-2-Clause)
/* The part that runs as an ordinary program: loads NAME.bpf.c into the kernel and prints what it reports. */
//@ user

//@ text
static int on_event(void *context, void *data, size_t size)
{
	struct event event = *(const struct event *)data;

	(void)context;
	(void)size;
	printf("%-7d %-15s %s\n", event.pid, printable(event.comm), printable(event.filename));
	return ferror(stdout) ? -EIO : 0;
}

//@ ring
