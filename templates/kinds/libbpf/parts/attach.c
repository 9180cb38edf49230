	err = ATTACH;
	if (err) {
		fail("attach", err);
		goto cleanup;
	}
