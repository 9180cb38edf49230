import type {Profile} from './profile.ts';
import {aboutHost, goodKernel, installing, tracingSyscalls} from './shared.ts';

/** Loaders in Go with cilium/ebpf; clang compiles the part in the kernel, and bpf2go puts it into the Go program. */
export default {
  name: 'cilium-ebpf',
  title: 'cilium/ebpf in Go',
  required: [
    'btf.vmlinux',
    ...tracingSyscalls,
    'feature.map-ringbuf',
    'feature.helper-probe-read-kernel',
    'tool.clang',
    'tool.clang-bpf-target',
    'tool.make',
    'tool.libbpf-dev',
    'tool.go',
    'tool.cilium-ebpf',
  ],
  recommended: [...goodKernel, ...installing, 'tool.clang-vs-kernel-isa', 'fs.sys-readonly'],
  info: [...aboutHost, 'tool.bpftool'],
} satisfies Profile;
