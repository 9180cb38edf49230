import type {Profile} from './profile.ts';
import {aboutHost, goodKernel, installing, tracingSyscalls} from './shared.ts';

/** Writing CO-RE programs with clang, bpftool and the distribution's libbpf: what our hello does. */
export default {
  name: 'libbpf',
  title: 'libbpf and CO-RE',
  required: [
    'btf.vmlinux',
    ...tracingSyscalls,
    'feature.map-ringbuf',
    'feature.global-data',
    'feature.helper-probe-read-kernel',
    'tool.clang',
    'tool.clang-bpf-target',
    'tool.bpftool',
    'tool.cc',
    'tool.make',
    'tool.libbpf-dev',
    'tool.libelf',
    'tool.zlib',
    'tool.clang-bpf-compile',
    'tool.bpftool-skel',
    'tool.link-smoke',
    'tool.libbpf-opens',
  ],
  recommended: [
    ...goodKernel,
    ...installing,
    'fs.bpffs',
    'tool.asm-types-h',
    'tool.clang-vs-kernel-isa',
    'tool.libbpf-versions',
    'tool.bpftool-reads-btf',
    'fs.sys-readonly',
  ],
  info: [...aboutHost, 'tool.llvm', 'tool.pahole', 'tool.git', 'hdr.kernel-headers', 'kconfig.ikheaders'],
} satisfies Profile;
