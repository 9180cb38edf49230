import type {Profile} from './profile.ts';
import {aboutHost, goodKernel, installing, tracingSyscalls} from './shared.ts';

/** Loaders in Rust with libbpf-rs; clang compiles the part in the kernel, and libbpf-cargo puts it into the Rust program. */
export default {
  name: 'libbpf-rs',
  title: 'libbpf-rs in Rust',
  required: [
    'btf.vmlinux',
    ...tracingSyscalls,
    'feature.map-ringbuf',
    'feature.global-data',
    'feature.helper-probe-read-kernel',
    'tool.clang',
    'tool.clang-bpf-target',
    'tool.libbpf-dev',
    'tool.rust',
    'tool.libbpf-rs',
  ],
  recommended: [...goodKernel, ...installing, 'tool.clang-vs-kernel-isa', 'fs.sys-readonly'],
  info: [...aboutHost, 'tool.bpftool'],
} satisfies Profile;
