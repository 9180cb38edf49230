import type {Cause} from '../../in-causes.ts';

export const xdpDriverOrNicLimit = {
  title: 'The network driver or its settings prevent native XDP',
  why: 'Native XDP is a feature of each driver: some lack it, most limit the MTU to a page, and LRO, too few queues or the host side of virtio forbid it. Generic (SKB) mode works everywhere, slower.',
  remedy:
    'Attach in generic mode (`-m skb`, xdpgeneric, XDP_FLAGS_SKB_MODE), or fix the cause: lower the MTU (about 3000 to 3500), turn off LRO/GRO-HW (`ethtool -K IFACE lro off`), give the VM twice as many queues as it has CPUs.',
  decide: 'ethtool -i IFACE; ip link show IFACE; dmesg | tail',
  sources: ['drivers/net/virtio_net.c: virtnet_xdp_set', 'net/core/dev.c: dev_xdp_attach'],
  strong: [
    // LibreQoS needs queues to spread over: lqosd, xdp-cpumap-tc.
    /Network Interface Card has [01] queues/,
    /(attach|attaching) (BPF|prog) to (device )?[^\n]*(: |Internal error)|Internal error while attaching BPF to device/,
    /(LRO|GRO|MTU|mtu:?)\b[^\n]*\b(XDP|AF_XDP)\b|XDP[^\n]*(receive fragments|> Max|combined|incompatible)/,
    /Too few free TX rings available/,
    // virtnet_xdp_set: too few queues is ENOMEM.
    /(attach\w*|set|link)\b[^\n]*xdp[^\n]*(cannot allocate memory|ENOMEM|-12\b)/,
    /Kernel error message: (virtio_net|ixgbe\w*|i40e|ice|mlx\w+|ena|bnxt\w*|veth|igb|igc|tun|vmxnet3|gve|hv_netvsc|atlantic|stmmac|Underlying driver|[\w-]+: )/,
    /XDP mode not supported|try using SKB mode|(native|driver|drv|offload)[- ]?(mode)?[^\n]*(not supported|unsupported|not available)[^\n]*/,
    /Error attaching XDP program to|Couldn't attach XDP program|Failed to attach dispatcher|(link|bpf)_set_(link_)?xdp_fd|(attach\w{0,20}|load\w{0,20}|set\w{0,20}|install\w{0,20}|link)[^\n]{0,30}\bXDP\b[^\n]*(invalid argument|not supported|-22|-95|EINVAL|EOPNOTSUPP|failed|numerical)/,
  ],
  likely: [
    [/code: 95\b|operation not supported/, (e) => !/zero.?copy|xsk|af_xdp/i.test(e.text + e.command)],
    /numerical result out of range/,
    /xdp(drv|generic|offload)/,
    /RTNETLINK[^\n]*(XDP|xdp)/,
  ],
  suggests: {'the driver is named': {fact: /driver|mtu|nic\b/}},
  doubts: {
    'sockets of XDP cannot tell their options before 5.3': (e) => e.olderThan('5.3') && e.says(/xsk|AF_XDP/i),
  },
  excludes: {
    'it is not about XDP': (e) => !/xdp|xsk|katran|zero-?copy|(BPF|prog) to (device|\w+\d:)/i.test(e.text + e.command),
  },
} satisfies Cause;
