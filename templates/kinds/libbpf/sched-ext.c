// SPDX-License-Identifier: (GPL-2.0-only OR BSD-2-Clause)
/* The part that runs as an ordinary program: makes NAME.bpf.c the scheduler of this machine, for SECONDS, and prints what it has counted. */
//@ user
#if LIBBPF_MAJOR_VERSION < 1 || (LIBBPF_MAJOR_VERSION == 1 && LIBBPF_MINOR_VERSION < 2)
#error "sched_ext takes libbpf 1.2: an older one knows no .struct_ops.link"
#endif

//@ text

//@ print-by-name

int main(int argc, char **argv)
{
	int err, status = EXIT_FAILURE, seconds = argc > 1 ? atoi(argv[1]) : 30;
	struct bpf_link *link = NULL;
	struct NAME_bpf *skel;

	stop_on_signals();
//@ load
	/* A link: whatever ends this process, the kernel's own scheduler is back. */
	link = bpf_map__attach_struct_ops(skel->maps.scheduler);
	if (!link) {
		if (errno == EBUSY)
			fprintf(stderr, "NAME: there is another scheduler in BPF, which stays\n");
		fail("attach", errno);
		goto cleanup;
	}

	printf("Tracing TRACED for %d seconds... press Ctrl-C to stop.\n", seconds);
	for (; !stopping && !skel->bss->ended && seconds > 0; seconds--) {
		sleep(1);
		print_counts(bpf_map__fd(skel->maps.counts));
	}
	if (skel->bss->ended)
		fprintf(stderr, "NAME: the kernel ended it: %s\n", printable(skel->bss->why));
	else
		status = EXIT_SUCCESS;

cleanup:
	bpf_link__destroy(link);
	NAME_bpf__destroy(skel);
	return status;
}
