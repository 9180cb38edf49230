/* Says which stage failed; libbpf has already printed its own messages, and the verifier's, on stderr. */
static int fail(const char *stage, int error)
{
	fprintf(stderr, "NAME: %s failed: %s\n", stage, strerror(abs(error)));
	if (geteuid() != 0)
		fprintf(stderr, "NAME: loading BPF programs needs root: sudo ./NAME\n");
	return EXIT_FAILURE;
}
