// SPDX-License-Identifier: (GPL-2.0-only OR BSD-2-Clause)
/* The part that runs in the kernel: count the IPv4 packets that go out, by protocol and destination port. */
#include <bpf/libbpf_version.h>
//@ packets
/* libbpf knows tcx since 1.3; it refuses a name that it does not know. */
#if LIBBPF_MAJOR_VERSION > 1 || (LIBBPF_MAJOR_VERSION == 1 && LIBBPF_MINOR_VERSION >= 3)
SEC("tcx/egress")
#else
SEC("tc")
#endif
int on_packet(struct __sk_buff *ctx)
{
	count_packet((void *)(long)ctx->data, (void *)(long)ctx->data_end);
	return -1; /* TC_ACT_UNSPEC (and TCX_NEXT): go on; 2, TC_ACT_SHOT, would throw it away */
}
