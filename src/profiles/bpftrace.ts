import type {Profile} from './profile.ts';
import {aboutHost, goodKernel, installing, tracingSyscalls} from './shared.ts';

/** Scripts of bpftrace: no headers, no compiler, one package. */
export default {
  name: 'bpftrace',
  title: 'bpftrace',
  required: [...tracingSyscalls, 'tool.bpftrace'],
  recommended: [...goodKernel, ...installing, 'btf.vmlinux'],
  info: [...aboutHost],
} satisfies Profile;
