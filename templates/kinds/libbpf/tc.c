// SPDX-License-Identifier: (GPL-2.0-only OR BSD-2-Clause)
/* The part that runs as an ordinary program: loads NAME.bpf.c into the kernel and prints what it has counted, every second. */
#include <arpa/inet.h>
#include <net/if.h>
//@ user

//@ flows

/* The old way, where the kernel (before 6.6) or libbpf (before 1.3) has no tcx: a filter of the clsact queueing discipline. */
static struct bpf_tc_hook hook = {.sz = sizeof(hook), .attach_point = BPF_TC_EGRESS};
static struct bpf_tc_opts filter = {.sz = sizeof(filter)};
static int made_hook;

static int attach_filter(struct NAME_bpf *skel, int index)
{
	int err;

	hook.ifindex = index;
	err = bpf_tc_hook_create(&hook);
	if (err && err != -EEXIST)
		return err;
	made_hook = !err;
	filter.prog_fd = bpf_program__fd(skel->progs.on_packet);
	return bpf_tc_attach(&hook, &filter);
}

static int attach(struct NAME_bpf *skel, int index)
{
#if LIBBPF_MAJOR_VERSION > 1 || (LIBBPF_MAJOR_VERSION == 1 && LIBBPF_MINOR_VERSION >= 3)
	/* A link: it goes with this process, whatever ends it. */
	skel->links.on_packet = bpf_program__attach_tcx(skel->progs.on_packet, index, NULL);
	if (skel->links.on_packet)
		return 0;
#endif
	return attach_filter(skel, index);
}

/* A filter outlives its process: it has to be taken away, and the clsact too where nobody had it before. */
static void detach(void)
{
	struct bpf_tc_hook all = hook;

	if (filter.handle) {
		filter.flags = filter.prog_fd = filter.prog_id = 0;
		bpf_tc_detach(&hook, &filter);
	}
	if (made_hook) {
		all.attach_point = BPF_TC_INGRESS | BPF_TC_EGRESS;
		bpf_tc_hook_destroy(&all);
	}
}

//@ table
