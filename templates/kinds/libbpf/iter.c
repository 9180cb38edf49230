// SPDX-License-Identifier: (GPL-2.0-only OR BSD-2-Clause)
/* The part that runs as an ordinary program: loads NAME.bpf.c into the kernel, reads what it writes, and ends. */
//@ user-once

int main(void)
{
	struct NAME_bpf *skel;
	int iterator = -1, err, status = EXIT_FAILURE;
	char buffer[4096];
	ssize_t size;

//@ load
//@ attach

	/* Reading the iterator is what calls the program. */
	iterator = bpf_iter_create(bpf_link__fd(skel->links.on_task));
	if (iterator < 0) {
		fail("observe", errno);
		goto cleanup;
	}
	while ((size = read(iterator, buffer, sizeof(buffer))) > 0) {
		for (ssize_t at = 0; at < size; at++)
			putchar(buffer[at] == '\n' || isprint((unsigned char)buffer[at]) ? buffer[at] : '?');
	}
	if (size < 0)
		fail("observe", errno);
	else
		status = EXIT_SUCCESS;

cleanup:
	if (iterator >= 0)
		close(iterator);
	NAME_bpf__destroy(skel); /* detaches and unloads */
	return status;
}
