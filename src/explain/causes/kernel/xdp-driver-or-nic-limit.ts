import {type Cause, olderThan, text} from '../../in-causes.ts';

export const xdpDriverOrNicLimit = {
  title: 'The network driver or its settings prevent native XDP',
  why: 'Native XDP is a feature of each driver: some lack it, most limit the MTU to a page, and LRO, too few queues or the host side of virtio forbid it. Generic (SKB) mode works everywhere, slower.',
  remedy:
    'Attach in generic mode (`-m skb`, xdpgeneric, XDP_FLAGS_SKB_MODE), or fix the cause: lower the MTU (about 3000 to 3500), turn off LRO/GRO-HW (`ethtool -K IFACE lro off`), give the VM twice as many queues as it has CPUs.',
  decide: 'ethtool -i IFACE; ip link show IFACE; dmesg | tail',
  sources: ['drivers/net/virtio_net.c: virtnet_xdp_set', 'net/core/dev.c: dev_xdp_attach'],
  certain: [
    [
      /\b(virtio_net|ixgbe\w*|i40e|ice|mlx[45]\w*|ena|bnxt_en|nfp|veth|igb|igc|tun|vmxnet3|gve|netvsc|hv_netvsc|r8169|e1000e?|stmmac|qede|sfc|tg3|cpsw|mvneta|dpaa2|thunder\w*|atlantic)\b[^\n]*(XDP|xdp)|(XDP|xdp)[^\n]*(MTU|LRO|CSUM|queues?|headroom|page size|jumbo)/,
      /slower locked tx mode/,
    ],
  ],
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
    /xsk_(socket__create|umem__create)[^\n]*|(AF_XDP|XSK|zero[- ]?copy)[^\n]*(not supported|-95|-22|invalid argument|ENOTSUPP|busy)/,
    /RTNETLINK[^\n]*(XDP|xdp)/,
  ],
  suggests: {'the driver is named': {fact: /driver|mtu|nic\b/}},
  doubts: {
    'sockets of XDP cannot tell their options before 5.3': (e) => olderThan(e, '5.3') && text(e, /xsk|AF_XDP/i),
    'links to XDP are newer than this kernel': (e) =>
      olderThan(e, '5.9') && text(e, /create link|failed to attach to xdp/i),
  },
  excludes: {
    'it is not about XDP': (e) => !/xdp|xsk|zero-?copy|(BPF|prog) to (device|\w+\d:)/i.test(e.text + e.command),
  },
} satisfies Cause;
