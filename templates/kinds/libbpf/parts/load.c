	skel = NAME_bpf__open();
	if (!skel)
		return fail("open", errno);
	err = NAME_bpf__load(skel);
	if (err) {
		fail("load", err);
		goto cleanup;
	}
