import type {Profile} from './profile.ts';

/** What a kernel must offer for security policies in BPF. No toolchain. */
export default {
  name: 'lsm',
  title: 'Security (LSM) programs',
  required: [
    'btf.vmlinux',
    'kconfig.bpf-syscall',
    'kconfig.bpf-jit',
    'kconfig.bpf-lsm',
    'kconfig.ftrace-direct',
    'priv.effective',
    'priv.userns',
    'limit.memlock',
  ],
  recommended: ['kernel.version', 'fs.bpffs'],
  info: ['security.secure-boot', 'security.lockdown', 'priv.bounding', 'priv.seccomp'],
} satisfies Profile;
