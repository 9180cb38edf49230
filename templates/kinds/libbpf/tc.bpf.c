// SPDX-License-Identifier: (GPL-2.0-only OR BSD-2-Clause)
/* The part that runs in the kernel: count the IPv4 packets that go out, by protocol and destination port. */
//@ packets
SEC("tc")
int on_packet(struct __sk_buff *ctx)
{
	count_packet((void *)(long)ctx->data, (void *)(long)ctx->data_end);
	return -1; /* TC_ACT_UNSPEC (and TCX_NEXT): go on; 2, TC_ACT_SHOT, would throw it away */
}
