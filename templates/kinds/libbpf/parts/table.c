SIGNATURE
{
	struct NAME_bpf *skel;
	int err, status = EXIT_FAILURE;

	ARGUMENT
	stop_on_signals();
//@ load
//@ attach

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
