import type {Profile} from './profile.ts';

/** Scripts of bpftrace: no headers, no compiler, one package. */
export default {
  name: 'bpftrace',
  title: 'bpftrace',
  required: [
    'kconfig.bpf-syscall',
    'kconfig.tracepoints',
    'kconfig.syscall-tracepoints',
    'priv.effective',
    'priv.userns',
    'security.lockdown',
    'limit.memlock',
    'fs.tracefs',
    'tool.bpftrace',
  ],
  recommended: [
    'btf.vmlinux',
    'kernel.version',
    'kconfig.bpf-jit',
    'kconfig.readable',
    'kconfig.kprobes',
    'apt.lock',
    'apt.broken',
    'apt.sources',
    'disk.root',
  ],
  info: [
    'host.os',
    'host.environment',
    'kernel.running-vs-installed',
    'btf.pahole-built-with',
    'kconfig.debug-info',
    'priv.seccomp',
    'sysctl.unprivileged-bpf',
  ],
} satisfies Profile;
