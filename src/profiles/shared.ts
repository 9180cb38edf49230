import {told} from './told.ts';

/** What profiles ask for alike. A list stands for one thing that is needed, so that no profile forgets a part of it. */

/** To load and attach at all. */
export const rights = ['priv.effective', 'priv.userns', 'priv.seccomp', 'limit.memlock'] as const;

/** To trace a system call through its tracepoint, as every hello does. */
export const tracingSyscalls = [
  'kconfig.bpf-syscall',
  'kconfig.tracepoints',
  'kconfig.syscall-tracepoints',
  ...rights,
  'security.lockdown',
  'fs.tracefs',
] as const;

/** What a kernel for development has beside. */
export const goodKernel = ['kernel.version', 'kconfig.bpf-jit', 'kconfig.readable', 'kconfig.kprobes'] as const;

/** To install packages. */
export const installing = ['apt.lock', 'apt.broken', 'apt.sources', 'disk.root'] as const;

/** What kind of host it is: told with every way of writing eBPF, wanted by none. */
export const aboutHost = [
  'host.os',
  'host.environment',
  'env.wsl2',
  'kernel.running-vs-installed',
  'kernel.default-follows-updates',
  'btf.pahole-built-with',
  'kconfig.debug-info',
  'priv.bounding',
  'sysctl.unprivileged-bpf',
  'security.secure-boot',
  ...told,
] as const;
