// SPDX-License-Identifier: GPL-2.0
/* The part that runs as an ordinary program: loads hello_kern.o, which lies beside it, and prints what it reports. */
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

static volatile sig_atomic_t stopping;

static void stop(int number)
{
	(void)number;
	stopping = 1;
}

/* Says which stage failed; libbpf has already printed its own messages, and the verifier's, on stderr. */
static int fail(const char *stage, long error)
{
	char reason[128];

	error = labs(error);
	libbpf_strerror((int)error, reason, sizeof(reason));
	fprintf(stderr, "hello: %s failed: %s\n", stage, reason);
	if (geteuid() != 0)
		fprintf(stderr, "hello: loading BPF programs needs root: sudo ./hello\n");
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
	printf("%-8s %-7d ", clock, event->pid);
	print_text(event->comm);
	printf("%*s ", (int)(sizeof(event->comm) - 1 - strlen(event->comm)), "");
	print_text(event->filename);
	putchar('\n');
	return ferror(stdout) ? -EIO : 0;
}

int main(int argc, char **argv)
{
	struct rlimit unlimited = {RLIM_INFINITY, RLIM_INFINITY};
	struct sigaction action = {.sa_handler = stop};
	struct ring_buffer *ring = NULL;
	struct bpf_program *program;
	struct bpf_object *object;
	struct bpf_link *link = NULL;
	char filename[4096];
	int err, status = EXIT_FAILURE;

	(void)argc;
	setvbuf(stdout, NULL, _IOLBF, 0); /* each line at once, into a pipe too */
	sigaction(SIGINT, &action, NULL);
	sigaction(SIGTERM, &action, NULL);
	/* Kernels before 5.11 count BPF memory against this limit. A refusal harms no newer kernel. */
	setrlimit(RLIMIT_MEMLOCK, &unlimited);

	snprintf(filename, sizeof(filename), "%s_kern.o", argv[0]);
	object = bpf_object__open_file(filename, NULL);
	if (libbpf_get_error(object))
		return fail("open", libbpf_get_error(object));

	err = bpf_object__load(object);
	if (err) {
		fail("load", err);
		goto cleanup;
	}

	/* Before attaching, so that the first event already has a reader. */
	ring = ring_buffer__new(bpf_object__find_map_fd_by_name(object, "events"), on_event, NULL, NULL);
	if (!ring) {
		fail("observe", errno);
		goto cleanup;
	}

	program = bpf_object__find_program_by_name(object, "on_execve");
	link = program ? bpf_program__attach(program) : NULL;
	if (!link || libbpf_get_error(link)) {
		fail("attach", link ? libbpf_get_error(link) : ENOENT);
		link = NULL;
		goto cleanup;
	}

	printf("Tracing execve... press Ctrl-C to stop.\n");
	printf("%-8s %-7s %-15s %s\n", "TIME", "PID", "COMM", "FILENAME");
	while (!stopping) {
		err = ring_buffer__poll(ring, 100 /* milliseconds */);
		if (err < 0 && err != -EINTR) {
			fail("observe", err);
			goto cleanup;
		}
	}
	status = EXIT_SUCCESS;

cleanup:
	bpf_link__destroy(link); /* detaches */
	ring_buffer__free(ring);
	bpf_object__close(object); /* unloads */
	return status;
}
