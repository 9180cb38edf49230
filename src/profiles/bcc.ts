import type {Profile} from './profile.ts';

/** Programs of BCC: C inside of Python, compiled when they start, with the headers of the running kernel. */
export default {
  name: 'bcc',
  title: 'BCC in Python',
  required: [
    'kconfig.bpf-syscall',
    'kconfig.tracepoints',
    'kconfig.syscall-tracepoints',
    'priv.effective',
    'priv.userns',
    'security.lockdown',
    'limit.memlock',
    'fs.tracefs',
    'tool.python3-bpfcc',
    'hdr.kernel-headers',
  ],
  recommended: [
    'hdr.same-release',
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
    'btf.vmlinux',
    'host.os',
    'host.environment',
    'kernel.running-vs-installed',
    'btf.pahole-built-with',
    'kconfig.debug-info',
    'priv.seccomp',
    'sysctl.unprivileged-bpf',
  ],
} satisfies Profile;
