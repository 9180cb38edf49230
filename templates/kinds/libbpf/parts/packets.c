#include "vmlinux.h"
#include <bpf/bpf_endian.h>
#include <bpf/bpf_helpers.h>

#include "NAME.h"

/* vmlinux.h has no macros. */
#define ETH_P_IP 0x0800

char LICENSE[] SEC("license") = "Dual BSD/GPL";

struct {
	__uint(type, BPF_MAP_TYPE_LRU_HASH);
	__uint(max_entries, 4096);
	__type(key, struct flow);
	__type(value, struct count);
} counts SEC(".maps");

/* The verifier lets no byte be read before it was compared with the packet's end. */
static void count_packet(void *data, void *end)
{
	struct ethhdr *ethernet = data;
	struct iphdr *ip = (void *)(ethernet + 1);
	struct count first = {.packets = 1, .bytes = end - data}, *count;
	struct flow flow = {};
	struct udphdr *udp;

	if ((void *)(ip + 1) > end || ethernet->h_proto != bpf_htons(ETH_P_IP))
		return;
	flow.protocol = ip->protocol;
	udp = (void *)ip + ip->ihl * 4; /* TCP has its ports in the same place */
	if ((ip->protocol == IPPROTO_UDP || ip->protocol == IPPROTO_TCP) && (void *)(udp + 1) <= end)
		flow.port = udp->dest;

	count = bpf_map_lookup_elem(&counts, &flow);
	if (!count) {
		bpf_map_update_elem(&counts, &flow, &first, BPF_ANY);
		return;
	}
	__sync_fetch_and_add(&count->packets, 1);
	__sync_fetch_and_add(&count->bytes, first.bytes);
}
