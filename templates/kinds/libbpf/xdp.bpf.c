// SPDX-License-Identifier: (GPL-2.0-only OR BSD-2-Clause)
/* The part that runs in the kernel: count the IPv4 packets that come in, by protocol and destination port. */
//@ packets
SEC("xdp")
int on_packet(struct xdp_md *ctx)
{
	count_packet((void *)(long)ctx->data, (void *)(long)ctx->data_end);
	return XDP_PASS; /* to the network stack; XDP_DROP would throw it away */
}
