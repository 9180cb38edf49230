import type {Profile} from './profile.ts';
import {aboutHost, goodKernel, installing, tracingSyscalls} from './shared.ts';

/** The scaffold of libbpf: brings its own libbpf, bpftool and vmlinux.h, and builds them. */
export default {
  name: 'libbpf-bootstrap',
  title: 'libbpf-bootstrap',
  required: [
    'btf.vmlinux',
    ...tracingSyscalls,
    'tool.clang',
    'tool.clang-bpf-target',
    'tool.gcc',
    'tool.make',
    'tool.git',
    'tool.libelf',
    'tool.zlib',
  ],
  recommended: [...goodKernel, ...installing, 'fs.bpffs'],
  info: [...aboutHost, 'tool.llvm', 'tool.pahole', 'tool.bpftool', 'hdr.kernel-headers'],
} satisfies Profile;
