SIGNATURE
{
	struct NAME_bpf *skel;
	int err, status = EXIT_FAILURE;

	stop_on_signals();
	skel = NAME_bpf__open();
	if (!skel)
		return fail("open", errno);
	err = NAME_bpf__load(skel);
	if (err) {
		fail("load", err);
		goto cleanup;
	}
	err = ATTACH;
	if (err) {
		fail("attach", err);
		goto cleanup;
	}

	printf("Tracing TRACED... press Ctrl-C to stop.\n");
	while (!stopping) {
		sleep(1);
		print_counts(bpf_map__fd(skel->maps.counts));
	}
	status = EXIT_SUCCESS;

cleanup:
	DETACH
	NAME_bpf__destroy(skel); /* detaches and unloads */
	return status;
}
