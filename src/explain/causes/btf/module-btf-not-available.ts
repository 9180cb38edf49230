import type {Cause} from '../../in-causes.ts';

export const moduleBtfNotAvailable = {
  title: 'The function or type lives in a module whose BTF is not there or not read',
  why: 'vmlinux BTF describes the built-in kernel only. A function of a module (nf_tables, xfs, kvm, a driver) needs the BTF of that module: CONFIG_DEBUG_INFO_BTF_MODULES, the module loaded, and a tool that reads it.',
  remedy:
    'Load the module first and see that /sys/kernel/btf/MODULE exists. If it does, use a newer tool (libbpf >= 0.3, current bcc or bpftrace) or name the module in the probe; if not, attach by kprobe, or run a kernel with CONFIG_DEBUG_INFO_BTF_MODULES=y.',
  decide: 'ls /sys/kernel/btf/',
  sources: ['commit 5f9ae91f7c0d: module BTF since 5.11', 'bpftrace docs: module BTF'],
  certain: [
    /BTF for kmod \S+: (open |[^\n]*(no such file|does not exist|not found|unavailable))|failed to load BTF from \S*\/btf\/(?!vmlinux\b)\w+: no such/,
  ],
  strong: [
    /extern \(func ksym\) '(bpf_(xdp_|skb_)?ct_|bpf_xfrm|bpf_fou)\w*'/,
    /(no|missing|without|lacks?) (kernel )?module BTF|BTF (data |info(rmation)? )?(for|of|from) (the )?(kernel )?modules?\b/,
  ],
  likely: [
    // bpftrace has read the BTF of the kernel, and the function is not in it.
    /no BTF data for \w+/,
    /bpf: (?!vmlinux)\w+ BTF is not found/,
    /failed to find kernel BTF type ID of '(nf_|nft_|xfs_|ext4_|btrfs_|nfsd?_|kvm_|ovs_|ip_vs_|ipvlan|vxlan|fuse_|ceph_|cifs_|dm_|nvme_|i915_|amdgpu_|drm_|bond_|br_|veth_|mlx|ixgbe|i40e|zfs|zpl_|iwl)/,
    /(fentry|fexit|kfunc)[^\n]*(in|of|from) (kernel )?module[^\n]*(not found|not supported|failed)/,
  ],
  hint: [/\b(kfunc|kretfunc|fentry|fexit):(?!vmlinux)\w+:\w+/],
  suggests: {
    'the kernel has no BTF of modules (before 5.11)': (e) => e.olderThan('5.11'),
  },
} satisfies Cause;
