import type {Profile} from './profile.ts';
import {aboutHost, goodKernel, installing, tracingSyscalls} from './shared.ts';

/** Programs of BCC: C inside of Python, compiled when they start, with the headers of the running kernel. */
export default {
  name: 'bcc',
  title: 'BCC in Python',
  required: [...tracingSyscalls, 'tool.python3-bpfcc', 'hdr.present'],
  recommended: [...goodKernel, ...installing, 'hdr.kernel-headers', 'hdr.same-release'],
  info: [...aboutHost, 'btf.vmlinux'],
} satisfies Profile;
