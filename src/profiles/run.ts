import type {Profile} from './profile.ts';

/** Only running programs that were built elsewhere with CO-RE: no toolchain. */
export default {
  name: 'run',
  title: 'Running prebuilt CO-RE programs',
  required: [
    'btf.vmlinux',
    'kconfig.bpf-syscall',
    'kconfig.tracepoints',
    'kconfig.syscall-tracepoints',
    'priv.effective',
    'priv.userns',
    'security.lockdown',
    'limit.memlock',
    'fs.tracefs',
  ],
  recommended: [
    'tool.libelf-runtime',
    'kernel.version',
    'kconfig.bpf-jit',
    'kconfig.readable',
    'kconfig.kprobes',
    'fs.bpffs',
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
