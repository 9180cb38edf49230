SIGNATURE
{
	struct ring_buffer *ring = NULL;
	struct NAME_bpf *skel;
	int err, status = EXIT_FAILURE;

	stop_on_signals();
//@ load
	/* Before attaching, so that the first event already has a reader. */
	ring = ring_buffer__new(bpf_map__fd(skel->maps.events), on_event, NULL, NULL);
	if (!ring) {
		fail("observe", errno);
		goto cleanup;
	}
//@ attach

	printf("Tracing TRACED... press Ctrl-C to stop.\n");
	printf("PID     COMM            COLUMNS\n");
	while (!stopping) {
		err = ring_buffer__poll(ring, 100 /* milliseconds */);
		if (err < 0 && err != -EINTR) {
			fail("observe", err);
			goto cleanup;
		}
	}
	status = EXIT_SUCCESS;
	if (skel->bss->lost)
		fprintf(stderr, "NAME: %llu events lost: the ring buffer was full\n", (unsigned long long)skel->bss->lost);

cleanup:
	ring_buffer__free(ring);
	NAME_bpf__destroy(skel); /* detaches and unloads */
	return status;
}
