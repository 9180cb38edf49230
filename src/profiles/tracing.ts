import type {Profile} from './profile.ts';
import {rights} from './shared.ts';

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
    'security.lockdown',
    'sysctl.ftrace-enabled',
    'fs.tracefs',
    ...rights,
  ],
  recommended: [
    'feature.raw-tracepoint',
    'feature.tp-btf',
    'feature.fentry',
    'feature.fmod-ret',
    'feature.kprobe-multi',
    'feature.uprobe-multi',
    'feature.iter',
    'feature.perf-link',
    'feature.map-ringbuf',
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

    'sysctl.jit-harden',
    'btf.pahole-built-with',
  ],
} satisfies Profile;
