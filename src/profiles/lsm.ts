import type {Profile} from './profile.ts';
import {rights} from './shared.ts';

/** What a kernel must offer for security policies in BPF. No toolchain. */
export default {
  name: 'lsm',
  title: 'Security (LSM) programs',
  required: [
    'feature.lsm',
    'btf.vmlinux',
    'kconfig.bpf-syscall',
    'kconfig.bpf-jit',
    'kconfig.bpf-lsm',
    'kconfig.ftrace-direct',
    ...rights,
  ],
  recommended: ['feature.map-inode-storage', 'feature.map-task-storage', 'kernel.version', 'fs.bpffs'],
  info: ['security.secure-boot', 'security.lockdown', 'priv.bounding'],
} satisfies Profile;
