import type {Profile} from './profile.ts';

/** What a kernel must offer to trace it: functions, tracepoints, user space. No toolchain. */
export default {
  name: 'tracing',
  title: 'Tracing programs',
  required: [
    'btf.vmlinux',
    'kconfig.bpf-syscall',
    'kconfig.bpf-events',
    'kconfig.tracepoints',
    'kconfig.syscall-tracepoints',
    'kconfig.kprobes',
    'kconfig.uprobes',
    'priv.effective',
    'priv.userns',
    'security.lockdown',
    'sysctl.ftrace-enabled',
    'limit.memlock',
    'fs.tracefs',
  ],
  recommended: [
    'kernel.version',
    'kconfig.bpf-jit',
    'kconfig.ftrace',
    'kconfig.ftrace-direct',
    'kconfig.fprobe',
    'btf.modules',
    'sysctl.perf-paranoid',
    'sysctl.kptr-restrict',
  ],
  info: [
    'env.wsl2',
    'kconfig.kprobe-override',
    'kconfig.modules',
    'priv.bounding',
    'priv.seccomp',
    'sysctl.jit-harden',
    'btf.pahole-built-with',
  ],
} satisfies Profile;
