import type {Cause} from '../../in-causes.ts';

export const moduleBtfMismatch = {
  title: "A module's BTF does not fit the running kernel",
  why: 'The BTF of a module is a delta over that of exactly one vmlinux. The module file on disk comes from another build, so its type ids point at nonsense and the kernel refuses the module.',
  remedy:
    'Install image and modules of one build again (`apt install --reinstall linux-image-$(uname -r)`, on Ubuntu with linux-modules-$(uname -r)), run depmod and update-initramfs, and reboot. For your own modules: rebuild them against this kernel, or build them without BTF.',
  reboots: true,
  decide: "dmesg | grep -i 'BTF'",
  sources: ['kernel/bpf/btf.c: btf_module_notify, btf_parse_module'],
  likely: [
    /^.*\bBPF:\s*(\[\d+\]|Invalid \w+|Unsupported \w+|Unknown \w+|Total section length|Section (overlap|gap)|type_id=|size=|\s*$)/,
    /mismatch\w* BTF\b[^\n]*modules?\b|\bBTF mismatch\b/,
  ],
} satisfies Cause;
