#!/usr/bin/python3
"""Counts the packets that come in at an interface, by protocol and port.

#@ head

import signal
import socket
import sys
import time

#@ import

PROGRAM = r"""
#include <uapi/linux/if_ether.h>
#include <uapi/linux/in.h>
#include <uapi/linux/ip.h>
#include <uapi/linux/udp.h>

/* What packets are counted by. No padding: all of its bytes are compared. */
struct flow {
    u16 port; /* destination; 0 where there is none */
    u16 protocol;
};

BPF_TABLE("lru_hash", struct flow, u64, counts, 4096);

/* The verifier lets no byte be read before it was compared with the packet's end. */
int on_packet(struct xdp_md *ctx)
{
    void *end = (void *)(long)ctx->data_end;
    struct ethhdr *ethernet = (void *)(long)ctx->data;
    struct iphdr *ip = (void *)(ethernet + 1);
    struct flow flow = {};
    struct udphdr *udp;
    u64 first = 1, *count;

    if ((void *)(ip + 1) > end || ethernet->h_proto != htons(ETH_P_IP))
        return XDP_PASS;
    flow.protocol = ip->protocol;
    udp = (void *)ip + ip->ihl * 4; /* TCP has its ports in the same place */
    if ((ip->protocol == IPPROTO_UDP || ip->protocol == IPPROTO_TCP) && (void *)(udp + 1) <= end)
        flow.port = ntohs(udp->dest);

    count = counts.lookup(&flow);
    if (count)
        lock_xadd(count, 1); /* other processors count, too */
    else
        counts.update(&flow, &first);
    return XDP_PASS; /* to the network stack; XDP_DROP would throw it away */
}
"""

# Refuses to take the place of another program.
UPDATE_IF_NOEXIST = 1 << 0


#@ start

    if len(sys.argv) != 2:
        sys.exit("usage: NAME.py INTERFACE, such as eth0: see ip link")
    interface = sys.argv[1]
    try:
        function = bpf.load_func("on_packet", BPF.XDP)
        bpf.attach_xdp(interface, function, UPDATE_IF_NOEXIST)
    except Exception as error:
        sys.exit(f"NAME: attach failed: {error} (another XDP program on the interface stays)")

    names = {socket.IPPROTO_UDP: "UDP", socket.IPPROTO_TCP: "TCP"}
    print("Tracing TRACED... press Ctrl-C to stop.", flush=True)
    try:
        while not stopping:
            time.sleep(1)
            for flow, count in bpf["counts"].items():
                port = f" port {flow.port}" if flow.port else ""
                print(f"{names.get(flow.protocol, f'protocol {flow.protocol}')}{port}: {count.value} packets")
            print(flush=True)
    finally:
        # Unlike a link it does not go with this process: ip link set dev INTERFACE xdp off
        bpf.remove_xdp(interface)


if __name__ == "__main__":
    main()
