// SPDX-License-Identifier: (GPL-2.0-only OR BSD-2-Clause)
/* The part that runs as an ordinary program: loads hello.bpf.c into the kernel and prints what it reports. */
#include <ctype.h>
#include <errno.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/resource.h>
#include <time.h>
#include <unistd.h>

#include <bpf/libbpf.h>

#include "hello.h"
#include "hello.skel.h"

static volatile sig_atomic_t stopping;

static void stop(int number)
{
	(void)number;
	stopping = 1;
}

/* Says which stage failed; libbpf has already printed its own messages, and the verifier's, on stderr. */
static int fail(const char *stage, int error)
{
	char reason[128];

	error = abs(error);
	libbpf_strerror(error, reason, sizeof(reason));
	fprintf(stderr, "hello: %s failed: %s\n", stage, reason);
	if (geteuid() != 0)
		fprintf(stderr, "hello: loading BPF programs needs root: sudo ./hello\n");
	else if (error == ENOENT && access("/sys/kernel/tracing/events", F_OK) &&
		 access("/sys/kernel/debug/tracing/events", F_OK))
		fprintf(stderr, "hello: tracefs is not mounted: mount -t tracefs nodev /sys/kernel/tracing\n");
	return EXIT_FAILURE;
}

/* Others choose the names of files and processes: nothing in them may reach the terminal as a control character. */
static void print_text(const char *text)
{
	for (; *text; text++)
		putchar(isprint((unsigned char)*text) ? *text : '?');
}

static int on_event(void *context, void *data, size_t size)
{
	const struct event *event = data;
	time_t now = time(NULL);
	char clock[16] = "";

	(void)context;
	(void)size;
	strftime(clock, sizeof(clock), "%H:%M:%S", localtime(&now));
	printf("%-8s %-7d %-7d ", clock, event->pid, event->ppid);
	print_text(event->comm);
	printf("%*s ", (int)(sizeof(event->comm) - 1 - strlen(event->comm)), "");
	print_text(event->filename);
	putchar('\n');
	return ferror(stdout) ? -EIO : 0;
}

int main(void)
{
	struct sigaction action = {.sa_handler = stop};
	struct ring_buffer *ring = NULL;
	struct hello_bpf *skel;
	int err, status = EXIT_FAILURE;

	setvbuf(stdout, NULL, _IOLBF, 0); /* each line at once, into a pipe too */
	sigaction(SIGINT, &action, NULL);
	sigaction(SIGTERM, &action, NULL);

#if !defined(LIBBPF_MAJOR_VERSION) || LIBBPF_MAJOR_VERSION < 1
	/* Kernels before 5.11 count BPF memory against this limit; libbpf raises it by itself from 1.0 on. A refusal harms no newer kernel. */
	setrlimit(RLIMIT_MEMLOCK, &(struct rlimit){RLIM_INFINITY, RLIM_INFINITY});
#endif

	skel = hello_bpf__open();
	if (!skel)
		return fail("open", errno);

	err = hello_bpf__load(skel);
	if (err) {
		fail("load", err);
		goto cleanup;
	}

	/* Before attaching, so that the first event already has a reader. */
	ring = ring_buffer__new(bpf_map__fd(skel->maps.events), on_event, NULL, NULL);
	if (!ring) {
		fail("observe", errno);
		goto cleanup;
	}

	err = hello_bpf__attach(skel);
	if (err) {
		fail("attach", err);
		goto cleanup;
	}

	printf("Tracing execve... press Ctrl-C to stop.\n");
	printf("%-8s %-7s %-7s %-15s %s\n", "TIME", "PID", "PPID", "COMM", "FILENAME");
	while (!stopping) {
		err = ring_buffer__poll(ring, 100 /* milliseconds */);
		if (err < 0 && err != -EINTR) {
			fail("observe", err);
			goto cleanup;
		}
	}
	status = EXIT_SUCCESS;
	if (skel->bss->lost)
		fprintf(stderr, "hello: %lu events lost: the ring buffer was full\n", skel->bss->lost);

cleanup:
	ring_buffer__free(ring);
	hello_bpf__destroy(skel); /* detaches and unloads */
	return status;
}
