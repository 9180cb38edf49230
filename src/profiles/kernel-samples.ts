import type {Profile} from './profile.ts';
import {aboutHost, goodKernel, installing, tracingSyscalls} from './shared.ts';

/** Programs in the manner of samples/bpf, built by the rules of a kernel tree. */
export default {
  name: 'kernel-samples',
  title: 'samples/bpf of the kernel',
  required: [
    ...tracingSyscalls,
    'tool.clang',
    'tool.clang-bpf-target',
    'tool.llvm',
    'tool.gcc',
    'tool.libc',
    'tool.make',
    'tool.kernel-build',
    'tool.libelf',
    'tool.zlib',
    'tool.openssl',
    'hdr.kernel-source',
    'disk.kernel-tree',
  ],
  recommended: [...goodKernel, ...installing, 'btf.vmlinux'],
  info: [...aboutHost, 'tool.git', 'tool.pahole'],
} satisfies Profile;
